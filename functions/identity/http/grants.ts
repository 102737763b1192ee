import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import { checkGrant, giveRole, rolesGiven, takeRole } from '../app/grants.ts';
import { listRoleAssignments } from '../app/role-assignments.ts';
import type { WithIdentitySettings } from '../app/settings.ts';
import type { VerifyToken } from '../app/verify-token.ts';
import type { Ports } from '../ports.ts';
import type { Audited } from './audit.ts';
import { flag } from './query.ts';
import { requireToken } from './require-token.ts';
import { collectionView, roleAssignmentView, roleFullView } from './views.ts';

const path = '/projects/:project/users/:user/roles/:role';

/** Filters for assignments that do not exist here: to groups, in domains, in the system, inherited. */
const elsewhere = ['group.id', 'scope.domain.id', 'scope.system', 'scope.OS-INHERIT:inherited_to'];

/** Who has which role in which project, and its giving and taking. */
export function grants(
  ports: Pick<Ports, 'clock' | 'identity'> &
    WithIdentitySettings & { readonly verifyToken: VerifyToken },
) {
  const v3 = `${ports.settings.publicUrl}/identity/v3`;
  const guard = requireToken(ports.verifyToken);

  return new Hono<{ Variables: Audited }>({ strict: false })
    .get('/role_assignments', guard, async (context) => {
      const { req } = context;
      const found = await listRoleAssignments(ports, context.get('asker'), {
        userId: req.query('user.id'),
        projectId: req.query('scope.project.id'),
        roleId: req.query('role.id'),
        effective: flag(req, 'effective'),
      });
      const names = flag(req, 'include_names');
      const views = elsewhere.some((filter) => req.query(filter) !== undefined)
        ? []
        : found.map((one) => roleAssignmentView(one, v3, names));
      return context.json(collectionView('role_assignments', views, `${v3}/role_assignments`));
    })
    .get('/projects/:project/users/:user/roles', guard, async (context) => {
      const { project, user } = context.req.param();
      const where = { projectId: project, userId: user };
      const found = await rolesGiven(ports, context.get('asker'), where);
      const views = found.map((role) => roleFullView(role, v3));
      const self = [v3, 'projects', project, 'users', user, 'roles'].map(segment).join('/');
      return context.json(collectionView('roles', views, self));
    })
    .get(path, guard, async (context) => {
      await checkGrant(ports, context.get('asker'), grantOf(context));
      return context.body(null, 204);
    })
    .put(path, guard, async (context) => {
      await giveRole(ports, context.get('asker'), grantOf(context));
      return context.body(null, 204);
    })
    .delete(path, guard, async (context) => {
      await takeRole(ports, context.get('asker'), grantOf(context));
      return context.body(null, 204);
    });
}

function grantOf(context: Context) {
  const { project = '', user = '', role = '' } = context.req.param();
  return { projectId: project, userId: user, roleId: role };
}

const segment = (part: string, place: number): string =>
  place === 0 ? part : encodeURIComponent(part);
