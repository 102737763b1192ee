import { Hono } from 'hono/quick';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { createResource } from '../app/resources/create-resource.ts';
import { deleteResource } from '../app/resources/delete-resource.ts';
import { deleteResources } from '../app/resources/delete-resources.ts';
import { findResource, readResource } from '../app/resources/find-resource.ts';
import { listHistory } from '../app/resources/list-resources.ts';
import { updateResource } from '../app/resources/update-resource.ts';
import { findType, listTypes } from '../app/types/resource-types.ts';
import { mayChangeResource, require } from '../core/access.ts';
import { creatorOf } from '../core/creator.ts';
import { invalid } from '../core/refusal.ts';
import { uuid5 } from './uuid5.ts';
import { located } from './located.ts';
import { answer, parametersOf } from '../../platform/http/json-answer.ts';
import { linkNext } from './answer-page.ts';
import type { MetricsPorts } from './metrics-ports.ts';
import { requirePreconditions, tag } from './preconditions.ts';
import { bodyOf } from './read-body.ts';
import { readPage, readSwitch } from './read-page.ts';
import { readNewResource, readResourceChange } from './read-resource.ts';
import { resourceKeyOf } from './resource-key.ts';
import { answerResources, markerOf, resourceSorts } from './resource-list.ts';
import { resourceView, revisionView } from './resource-view.ts';
import { searchOf } from './search-request.ts';

/** `/v1/resource`. */
export function resourceRoutes(ports: MetricsPorts) {
  const routes = new Hono<Authenticated>({ strict: false });
  const root = `${ports.settings.publicUrl}/metric/v1/resource`;

  routes.get('/', async (context) => {
    const types = await listTypes(ports);
    return answer(
      context,
      Object.fromEntries(types.map(({ name }) => [name, `${root}/${encodeURIComponent(name)}`])),
    );
  });

  routes.get('/:type', async (context) =>
    answerResources(context, ports, {
      type: context.req.param('type'),
      search: undefined,
      rule: 'list',
    }),
  );

  routes.post('/:type', async (context) => {
    const name = context.req.param('type');
    await findType(ports, name);
    const body = await bodyOf(context);
    const ids = { creator: creatorOf(context.var.caller), uuid5 };
    const now = ports.clock.now();
    const resource = await createResource(ports, context.var.caller, {
      type: name,
      read: (type) => readNewResource(body, { ids, type, now }),
    });
    located(context, ports, `resource/${name}/${resource.id}`);
    tag(context, resource);
    return answer(context, resourceView(resource, await findType(ports, name)), 201);
  });

  routes.delete('/:type', async (context) => {
    const type = context.req.param('type');
    await findType(ports, type);
    const search = await searchOf(context);
    if (!search)
      throw invalid('caution: the query can not be empty, or it will delete entire database');
    const deleted = await deleteResources(ports, context.var.caller, { type, search });
    return answer(context, { deleted });
  });

  routes.get('/:type/:id', async (context) => {
    const key = resourceKeyOf(context, context.req.param());
    const resource = await readResource(ports, context.var.caller, key);
    tag(context, resource);
    if (requirePreconditions(context, resource) === 'unchanged') return context.body(null, 304);
    return answer(context, resourceView(resource, await findType(ports, key.type)));
  });

  routes.patch('/:type/:id', async (context) => {
    const key = resourceKeyOf(context, context.req.param());
    const seen = await findResource(ports, key);
    require(mayChangeResource(context.var.caller, seen));
    const body = await bodyOf(context);
    const now = ports.clock.now();
    const resource = await updateResource(ports, context.var.caller, {
      ...key,
      check: (found) => requirePreconditions(context, found),
      read: (type) => readResourceChange(body, { type, now }),
    });
    tag(context, resource);
    return answer(context, resourceView(resource, await findType(ports, key.type)));
  });

  routes.delete('/:type/:id', async (context) => {
    const key = resourceKeyOf(context, context.req.param());
    await deleteResource(ports, context.var.caller, {
      ...key,
      check: (found) => requirePreconditions(context, found),
    });
    return context.body(null, 204);
  });

  routes.get('/:type/:id/history', async (context) => {
    const key = resourceKeyOf(context, context.req.param());
    const parameters = parametersOf(context);
    readSwitch(parameters, 'details');
    const page = readPage(parameters, resourceSorts);
    const resource = await readResource(ports, context.var.caller, key);
    const rows = await listHistory(ports, { resource, type: key.type, page });
    const last = rows.at(-1);
    if (last && rows.length >= page.limit)
      linkNext(context, ports, {
        marker: markerOf(last, true),
        limit: page.limit,
        sorts: resourceSorts,
      });
    const details = readSwitch(parameters, 'details');
    const type = await findType(ports, details ? resource.type : key.type);
    return answer(
      context,
      rows.map((row) => revisionView(row, type)),
    );
  });

  return routes;
}
