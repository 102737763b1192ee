import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import { changeProject, createProject, deleteProject } from '../app/project-administration.ts';
import { availableProjects, listProjects, projectsOfUser, showProject } from '../app/projects.ts';
import type { Project } from '../core/identity.ts';
import type { Ports } from '../ports.ts';
import type { Audited } from './audit.ts';
import { readObject } from './body.ts';
import { readNewProject, readProjectChange } from './project-request.ts';
import { answerList } from './list-answer.ts';
import type { ListFilters } from './list-filters.ts';
import { requireToken } from './require-token.ts';
import { fieldsOf } from './user-request.ts';
import { projectView } from './views.ts';

/** No project has tags. */
const filters: ListFilters = {
  attributes: ['id', 'name', 'enabled', 'domain_id', 'description', 'parent_id', 'is_domain'],
  constant: {
    tags: () => false,
    'tags-any': () => false,
    'not-tags': () => true,
    'not-tags-any': () => true,
  },
};

/** `/v3/projects`, and the projects of a user. */
export function projects(
  ports: Pick<Ports, 'alarms' | 'assignments' | 'functions' | 'projects'> &
    Pick<Ports, 'clock' | 'ids' | 'projectEvents' | 'settings' | 'sleep' | 'verifyToken'>,
) {
  const v3 = `${ports.settings.publicUrl}/identity/v3`;
  const list = (context: Context, found: readonly Project[], path: string) =>
    answerList(context, {
      name: 'projects',
      views: found.map((project) => projectView(project, v3)),
      self: `${v3}${path}`,
      ...filters,
    });
  const guard = requireToken(ports.verifyToken);

  return new Hono<{ Variables: Audited }>({ strict: false })
    .get('/auth/projects', guard, async (context) => {
      const found = await availableProjects(ports, context.get('requester'));
      return list(context, found, '/auth/projects');
    })
    .get('/users/:user/projects', guard, async (context) => {
      const user = context.req.param('user');
      const found = await projectsOfUser(ports, context.get('requester'), user);
      return list(context, found, `/users/${encodeURIComponent(user)}/projects`);
    })
    .get('/projects', guard, async (context) => {
      const found = await listProjects(ports, context.get('requester'));
      return list(context, found, '/projects');
    })
    .post('/projects', guard, async (context) => {
      const wanted = readNewProject(await readObject(context.req));
      context.set('fields', fieldsOf(wanted));
      const project = await createProject(ports, context.get('requester'), wanted);
      context.set('created', project.id);
      return context.json({ project: projectView(project, v3) }, 201);
    })
    .patch('/projects/:project', guard, async (context) => {
      const change = readProjectChange(await readObject(context.req));
      context.set('fields', fieldsOf(change));
      const id = context.req.param('project');
      const project = await changeProject(ports, context.get('requester'), { id, change });
      return context.json({ project: projectView(project, v3) });
    })
    .delete('/projects/:project', guard, async (context) => {
      await deleteProject(ports, context.get('requester'), context.req.param('project'));
      return context.body(null, 204);
    })
    .get('/projects/:project', guard, async (context) => {
      const project = await showProject(
        ports,
        context.get('requester'),
        context.req.param('project'),
      );
      return context.json({ project: projectView(project, v3) });
    });
}
