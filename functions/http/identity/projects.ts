import { Hono } from 'hono';
import { allProjects, projectsOfUser, showProject } from '../../app/identity/projects.ts';
import type { WithIdentitySettings } from '../../app/identity/settings.ts';
import type { VerifyToken } from '../../app/identity/verify-token.ts';
import { catalog } from '../../core/identity/catalog.ts';
import type { Project } from '../../core/identity.ts';
import { forbidden } from '../../core/identity/refusal.ts';
import type { Ports } from '../../ports.ts';
import { type Asked, requireToken } from './require-token.ts';
import { collectionView, projectView, serviceView } from './views.ts';

/** What somebody may see of the cloud with his token: projects, the domain, the catalog. */
export function projects(
  ports: Pick<Ports, 'identity'> & WithIdentitySettings & { readonly verifyToken: VerifyToken },
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

  return new Hono<{ Variables: Asked }>({ strict: false })
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
      return context.json(list(found, `/users/${encodeURIComponent(user)}/projects`));
    })
    .get('/projects', guard, async (context) => {
      const wanted = context.req.query('name');
      const found = await allProjects(ports, context.get('asker'));
      const named = found.filter(({ name }) => wanted === undefined || name === wanted);
      return context.json(list(named, '/projects'));
    })
    .get('/projects/:project', guard, async (context) => {
      const project = await showProject(ports, context.get('asker'), context.req.param('project'));
      return context.json({ project: projectView(project, v3) });
    });
}
