import { Hono } from 'hono/quick';
import {
  createAlias,
  deleteAlias,
  listAliases,
  showAlias,
  updateAlias,
} from '../app/versions/aliases.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Limiting } from '../app/project-limits.ts';
import type { Ports, TargetPorts } from '../ports.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { askedScope, queryArguments } from './request-arguments.ts';
import { integer, readBody, text, uuid } from './request-body.ts';
import { aliasView } from './view.ts';

const attributes = {
  id: uuid,
  name: text,
  description: text,
  function_id: uuid,
  function_version: integer,
};
const readOnly = ['project_id', 'created_at', 'updated_at'];

export function aliasRoutes(
  ports: TargetPorts & Limiting & Pick<Ports, 'clock' | 'ids' | 'sleep'>,
) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.get('/', async (context) => {
    const query = queryArguments(context, ['all_projects', 'project_id']);
    const aliases = await listAliases(ports, context.get('caller'), askedScope(query));
    return context.json({ function_aliases: aliases.map(aliasView) });
  });

  routes.post('/', async (context) => {
    const alias = await createAlias(ports, context.get('caller'), async () => {
      const body = await readBody(context, 'body', attributes, readOnly);
      if (!body.name || !body.function_id)
        throw new Fault('invalid', "Required param is missing. Required: {'name', 'function_id'}");
      return {
        name: body.name,
        functionId: body.function_id,
        functionVersion: body.function_version ?? 0,
        description: body.description ?? null,
      };
    });
    return context.json(aliasView(alias), 201);
  });

  routes.get('/:name', async (context) => {
    queryArguments(context, []);
    const alias = await showAlias(ports, context.get('caller'), context.req.param('name'));
    return context.json(aliasView(alias));
  });

  routes.put('/:name', async (context) => {
    queryArguments(context, []);
    const caller = context.get('caller');
    const alias = await updateAlias(ports, caller, context.req.param('name'), async () => {
      const body = await readBody(context, 'body', attributes, readOnly);
      return {
        functionId: body.function_id ?? null,
        functionVersion: body.function_version ?? null,
        description: body.description ?? null,
      };
    });
    return context.json(aliasView(alias));
  });

  routes.delete('/:name', async (context) => {
    queryArguments(context, []);
    await deleteAlias(ports, context.get('caller'), context.req.param('name'));
    return context.body(null, 204);
  });

  return routes;
}
