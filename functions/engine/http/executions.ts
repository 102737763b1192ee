import { Hono } from 'hono/quick';
import { createExecution, type CreatingExecutions } from '../app/executions/create-execution.ts';
import {
  deleteExecution,
  listExecutions,
  loadExecution,
  readLog,
  showExecution,
} from '../app/executions/read-executions.ts';
import { parseFilter } from '../core/lists/filter.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { isUuidLike } from '../../platform/core/uuid.ts';
import { askedScope, invalidField, pathId, queryArguments } from './request-arguments.ts';
import { boolean, integer, readBody, text, uuid } from './request-body.ts';
import { escapedBytes, maximumAnswerBytes } from '../../platform/http/large-answer.ts';
import { executionView } from './view.ts';

const attributes = {
  id: uuid,
  function_id: uuid,
  function_version: integer,
  function_alias: text,
  description: text,
  sync: boolean,
  input: text,
};
const readOnly = ['status', 'result', 'project_id', 'created_at', 'updated_at'];

const filter = (asked: string | undefined) =>
  asked === undefined ? undefined : parseFilter(asked);

/**
 * The client takes names for functions elsewhere, but sends them as ids here. A name would match nothing, and
 * `execution delete --function NAME` would delete nothing without a word.
 */
function functionFilter(asked: string | undefined) {
  const read = filter(asked);
  const byValue = ['eq', 'neq', 'in', 'nin'].includes(read?.operator ?? '');
  const name = byValue && [...(read?.values ?? [])].find((value) => !isUuidLike(value));
  if (typeof name === 'string')
    throw invalidField('function_id', name, 'Name a function by its id here.');
  return read;
}

export function executionRoutes(ports: CreatingExecutions) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.get('/', async (context) => {
    const query = queryArguments(context, [
      'function_id',
      'all_projects',
      'project_id',
      'status',
      'description',
    ]);
    const executions = await listExecutions(ports, context.get('caller'), {
      ...askedScope(query),
      functionId: functionFilter(query['function_id']),
      status: filter(query['status']),
      description: filter(query['description']),
    });
    return context.json({ executions: executions.map(executionView) });
  });

  routes.post('/', async (context) => {
    const execution = await createExecution(ports, context.get('caller'), async () => {
      const body = await readBody(context, 'body', attributes, readOnly);
      return {
        functionId: body.function_id ?? null,
        functionVersion: body.function_version ?? null,
        functionAlias: body.function_alias ?? null,
        description: body.description ?? null,
        sync: body.sync ?? true,
        input: body.input ?? null,
      };
    });
    const view = executionView(await loadExecution(ports, execution));
    // A POST cannot be redirected. Clients fetch the missing fields by a GET, which can be.
    const { input: _input, result: _result, ...small } = view;
    const whole = escapedBytes(JSON.stringify(view)) <= maximumAnswerBytes;
    return context.json(whole ? view : small, 201);
  });

  routes.get('/:id', async (context) => {
    queryArguments(context, []);
    const shown = await showExecution(ports, context.get('caller'), pathId(context));
    return context.json(executionView(shown));
  });

  routes.get('/:id/log', async (context) => {
    const log = await readLog(ports, context.get('caller'), context.req.param('id'));
    return context.body(log, 200, { 'content-type': 'text/plain; charset=UTF-8' });
  });

  routes.delete('/:id', async (context) => {
    await deleteExecution(ports, context.get('caller'), pathId(context));
    return context.body(null, 204);
  });

  return routes;
}
