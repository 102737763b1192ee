import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import { checkGrant, createGrant, listGrants, revokeGrant } from '../app/grants.ts';
import { listRoleAssignments } from '../app/role-assignments.ts';
import type { Ports } from '../ports.ts';
import type { Audited } from './audit.ts';
import { filteredAssignments } from './assignment-filters.ts';
import { answerList } from './list-answer.ts';
import { flag } from './query.ts';
import { requireToken } from './require-token.ts';
import { collectionView, roleAssignmentView, roleFullView } from './views.ts';

const path = '/projects/:project/users/:user/roles/:role';

/** `/v3/role_assignments`, and the grants of roles to users in projects. */
export function grants(
  ports: Pick<Ports, 'assignments' | 'projects' | 'users'> &
    Pick<Ports, 'clock' | 'ids' | 'settings' | 'sleep' | 'verifyToken'>,
) {
  const v3 = `${ports.settings.publicUrl}/identity/v3`;
  const guard = requireToken(ports.verifyToken);

  return new Hono<{ Variables: Audited }>({ strict: false })
    .get('/role_assignments', guard, async (context) => {
      const { req } = context;
      const found = await listRoleAssignments(ports, context.get('requester'), {
        effective: flag(req, 'effective'),
      });
      const names = flag(req, 'include_names');
      const views = filteredAssignments(req, found).map((one) =>
        roleAssignmentView(one, v3, names),
      );
      return context.json(collectionView('role_assignments', views, `${v3}/role_assignments`));
    })
    .get('/projects/:project/users/:user/roles', guard, async (context) => {
      const { project, user } = context.req.param();
      const where = { projectId: project, userId: user };
      const found = await listGrants(ports, context.get('requester'), where);
      const views = found.map((role) => roleFullView(role, v3));
      const self = [v3, 'projects', project, 'users', user, 'roles'].map(segment).join('/');
      return answerList(context, { name: 'roles', views, self, attributes: ['id', 'name'] });
    })
    .get(path, guard, async (context) => {
      await checkGrant(ports, context.get('requester'), grantOf(context));
      return context.body(null, 204);
    })
    .put(path, guard, async (context) => {
      await createGrant(ports, context.get('requester'), grantOf(context));
      return context.body(null, 204);
    })
    .delete(path, guard, async (context) => {
      await revokeGrant(ports, context.get('requester'), grantOf(context));
      return context.body(null, 204);
    });
}

function grantOf(context: Context) {
  const { project = '', user = '', role = '' } = context.req.param();
  return { projectId: project, userId: user, roleId: role };
}

const segment = (part: string, place: number): string =>
  place === 0 ? part : encodeURIComponent(part);
