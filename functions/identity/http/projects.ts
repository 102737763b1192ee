import { Hono } from 'hono/quick';
import {
  changeProject,
  createProject,
  deleteProject,
  type Possessions,
} from '../app/project-administration.ts';
import { allProjects, projectsOfUser, showProject } from '../app/projects.ts';
import type { WithIdentitySettings } from '../app/settings.ts';
import type { VerifyToken } from '../app/verify-token.ts';
import { catalog } from '../core/catalog.ts';
import { defaultDomain } from '../core/domain.ts';
import type { Project } from '../core/identity.ts';
import { forbidden } from '../core/refusal.ts';
import type { Ports } from '../ports.ts';
import type { Audited } from './audit.ts';
import { readObject } from './body.ts';
import { readNewProject, readProjectChange } from './project-request.ts';
import { flag, wantedBy } from './query.ts';
import { requireToken } from './require-token.ts';
import { fieldsOf } from './user-request.ts';
import { collectionView, projectView, serviceView } from './views.ts';

/** What somebody may see of the cloud with his token: projects, the domain, the catalog. */
export function projects(
  ports: Pick<Ports, 'clock' | 'identity' | 'ids'> &
    Possessions &
    WithIdentitySettings & { readonly verifyToken: VerifyToken },
) {
  const { publicUrl, region } = ports.settings;
  const v3 = `${publicUrl}/identity/v3`;
  const list = (found: readonly Project[], path: string) =>
    collectionView(
      'projects',
      found.map((project) => projectView(project, v3)),
      `${v3}${path}`,
    );
  const guard = requireToken(ports.verifyToken);

  return new Hono<{ Variables: Audited }>({ strict: false })
    .get('/auth/catalog', guard, (context) => {
      if (!context.get('asker').project) throw forbidden();
      const services = catalog(publicUrl, region);
      return context.json({
        catalog: services.map(serviceView),
        links: { self: `${v3}/auth/catalog` },
      });
    })
    .get('/auth/domains', guard, (context) =>
      context.json(collectionView('domains', [], `${v3}/auth/domains`)),
    )
    .get('/auth/projects', guard, async (context) => {
      const asker = context.get('asker');
      const own = await projectsOfUser(ports, asker, asker.userId);
      return context.json(
        list(
          own.filter(({ enabled }) => enabled),
          '/auth/projects',
        ),
      );
    })
    .get('/users/:user/projects', guard, async (context) => {
      const user = context.req.param('user');
      const found = await projectsOfUser(ports, context.get('asker'), user);
      return context.json(
        list(found.filter(wantedBy(context.req)), `/users/${encodeURIComponent(user)}/projects`),
      );
    })
    .get('/projects', guard, async (context) => {
      const found = await allProjects(ports, context.get('asker'));
      const { parent_id: parent, is_domain: domain } = context.req.query();
      const wanted = found
        .filter(wantedBy(context.req))
        .filter(() => parent === undefined || parent === defaultDomain.id)
        .filter(() => domain === undefined || !flag(context.req, 'is_domain'));
      return context.json(list(wanted, '/projects'));
    })
    .post('/projects', guard, async (context) => {
      const wanted = readNewProject(await readObject(context.req));
      context.set('fields', fieldsOf(wanted));
      const project = await createProject(ports, context.get('asker'), wanted);
      context.set('made', project.id);
      return context.json({ project: projectView(project, v3) }, 201);
    })
    .patch('/projects/:project', guard, async (context) => {
      const change = readProjectChange(await readObject(context.req));
      context.set('fields', fieldsOf(change));
      const id = context.req.param('project');
      const project = await changeProject(ports, context.get('asker'), { id, change });
      return context.json({ project: projectView(project, v3) });
    })
    .delete('/projects/:project', guard, async (context) => {
      await deleteProject(ports, context.get('asker'), context.req.param('project'));
      return context.body(null, 204);
    })
    .get('/projects/:project', guard, async (context) => {
      const project = await showProject(ports, context.get('asker'), context.req.param('project'));
      return context.json({ project: projectView(project, v3) });
    });
}
