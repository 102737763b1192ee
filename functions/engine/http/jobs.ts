import { Hono } from 'hono/quick';
import { createJob, deleteJob, listJobs, showJob, updateJob } from '../app/jobs/jobs.ts';
import type { Limiting } from '../app/project-limits.ts';
import type { Ports, TargetPorts } from '../ports.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { askedScope, pathId, queryArguments } from './request-arguments.ts';
import { integer, readBody, text, uuid } from './request-body.ts';
import { jobView } from './view.ts';

const attributes = {
  id: uuid,
  name: text,
  function_id: uuid,
  function_alias: text,
  function_version: integer,
  function_input: text,
  status: text,
  pattern: text,
  count: integer,
  first_execution_time: text,
  next_execution_time: text,
};
const readOnly = ['project_id', 'created_at', 'updated_at'];

export function jobRoutes(
  ports: TargetPorts &
    Limiting &
    Pick<Ports, 'clock' | 'executionQueue' | 'ids' | 'jobs' | 'log' | 'sleep'>,
) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.get('/', async (context) => {
    const query = queryArguments(context, ['all_projects', 'project_id']);
    const jobs = await listJobs(ports, context.get('caller'), askedScope(query));
    return context.json({ jobs: jobs.map(jobView) });
  });

  routes.post('/', async (context) => {
    const job = await createJob(ports, context.get('caller'), async () => {
      const body = await readBody(context, 'job', attributes, readOnly);
      return {
        name: body.name ?? null,
        functionId: body.function_id ?? null,
        functionVersion: body.function_version ?? null,
        functionAlias: body.function_alias ?? null,
        functionInput: body.function_input ?? null,
        pattern: body.pattern ?? null,
        count: body.count ?? null,
        firstExecutionTime: body.first_execution_time ?? null,
      };
    });
    return context.json(jobView(job), 201);
  });

  routes.get('/:id', async (context) => {
    queryArguments(context, []);
    return context.json(jobView(await showJob(ports, context.get('caller'), pathId(context))));
  });

  routes.put('/:id', async (context) => {
    const job = await updateJob(ports, context.get('caller'), pathId(context), async () => {
      const body = await readBody(context, 'job', attributes, readOnly);
      return {
        name: body.name ?? null,
        status: body.status ?? null,
        pattern: body.pattern ?? null,
        functionInput: body.function_input ?? null,
        nextExecutionTime: body.next_execution_time ?? null,
      };
    });
    return context.json(jobView(job));
  });

  routes.delete('/:id', async (context) => {
    await deleteJob(ports, context.get('caller'), pathId(context));
    return context.body(null, 204);
  });

  return routes;
}
