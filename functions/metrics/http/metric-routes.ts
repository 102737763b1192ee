import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { createMetric } from '../app/metrics/create-metric.ts';
import { deleteMetric } from '../app/metrics/delete-metric.ts';
import { findMetric } from '../app/metrics/find-metric.ts';
import { listMetrics, metricsOfResource } from '../app/metrics/list-metrics.ts';
import { addMetrics } from '../app/resources/change-metrics.ts';
import { findResource, readResource } from '../app/resources/find-resource.ts';
import { mayChangeResource, mayReadMetric, require } from '../core/access.ts';
import { creatorOf } from '../core/creator.ts';
import type { Metric } from '../core/metric.ts';
import { noSuchMetric } from '../core/refusal.ts';
import { uuidOf } from '../core/resource-id.ts';
import { uuid5 } from './uuid5.ts';
import { located } from './located.ts';
import { answer, parametersOf } from '../../platform/http/json-answer.ts';
import { linkNext } from './answer-page.ts';
import type { MetricsPorts } from './metrics-ports.ts';
import { listedMetricView, metricView, newMetricView } from './metric-view.ts';
import { bodyOf } from './read-body.ts';
import { metricSorts, readMetricList } from './read-metric-list.ts';
import { readMetric, readMetricWishes } from './read-metric.ts';
import { resourceKeyOf } from './resource-key.ts';

/** The id of a metric in a path. */
export function metricIdOf(text: string): string {
  const id = uuidOf(text);
  if (id === undefined) throw noSuchMetric(text);
  return id;
}

async function answerMetrics(
  context: Context<Authenticated>,
  ports: MetricsPorts,
  metrics: readonly Metric[],
): Promise<Response> {
  const policies = new Map((await ports.policies.list()).map((each) => [each.name, each]));
  return answer(
    context,
    metrics.map((metric) => listedMetricView(metric, policies)),
  );
}

async function answerMetric(
  context: Context<Authenticated>,
  ports: MetricsPorts,
  id: string,
): Promise<Response> {
  const found = await findMetric(ports, id);
  require(mayReadMetric(context.var.caller, found.metric, found.resource));
  return answer(context, metricView(found, await ports.policies.get(found.metric.policyName)));
}

/** `/v1/metric`. */
export function metricRoutes(ports: MetricsPorts) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.get('/', async (context) => {
    const list = readMetricList(parametersOf(context));
    const metrics = list ? await listMetrics(ports, context.var.caller, list) : [];
    const last = metrics.at(-1);
    if (list && last && metrics.length >= list.page.limit)
      linkNext(context, ports, { marker: last.id, limit: list.page.limit, sorts: metricSorts });
    return answerMetrics(context, ports, metrics);
  });

  routes.post('/', async (context) => {
    const { caller } = context.var;
    const asked = readMetric(await bodyOf(context), { creator: creatorOf(caller), uuid5 });
    const metric = await createMetric(ports, caller, asked);
    located(context, ports, `metric/${metric.id}`);
    return answer(context, newMetricView(metric), 201);
  });

  routes.get('/:id', async (context) =>
    answerMetric(context, ports, metricIdOf(context.req.param('id'))),
  );

  routes.delete('/:id', async (context) => {
    await deleteMetric(ports, context.var.caller, metricIdOf(context.req.param('id')));
    return context.body(null, 204);
  });

  return routes;
}

/** The id of the metric of a resource that a path names. */
export async function namedMetricId(
  context: Context<Authenticated>,
  ports: MetricsPorts,
  { type, id, name }: { readonly type?: string; readonly id?: string; readonly name?: string },
): Promise<string> {
  const resource = await findResource(ports, resourceKeyOf(context, { type, id }));
  const found = resource.metrics.get(name ?? '');
  if (found === undefined) throw noSuchMetric(name ?? '');
  return found;
}

/** `/v1/resource/TYPE/ID/metric`. */
export function resourceMetricRoutes(ports: MetricsPorts) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.get('/:type/:id/metric', async (context) => {
    const key = resourceKeyOf(context, context.req.param());
    const resource = await readResource(ports, context.var.caller, key);
    return answerMetrics(context, ports, await metricsOfResource(ports, resource.metrics));
  });

  routes.post('/:type/:id/metric', async (context) => {
    const key = resourceKeyOf(context, context.req.param());
    const seen = await findResource(ports, key);
    require(mayChangeResource(context.var.caller, seen));
    const wishes = readMetricWishes(await bodyOf(context));
    const { resource, added } = await addMetrics(ports, context.var.caller, {
      resourceId: key.id,
      wishes,
    });
    // The new ones come first: the command that creates one prints the first.
    const isNew = new Set(added.map(({ id }) => id));
    const others = new Map([...resource.metrics].filter(([, id]) => !isNew.has(id)));
    return answerMetrics(context, ports, [...added, ...(await metricsOfResource(ports, others))]);
  });

  routes.get('/:type/:id/metric/:name', async (context) =>
    answerMetric(context, ports, await namedMetricId(context, ports, context.req.param())),
  );

  routes.delete('/:type/:id/metric/:name', async (context) => {
    const id = await namedMetricId(context, ports, context.req.param());
    await deleteMetric(ports, context.var.caller, id);
    return context.body(null, 204);
  });

  return routes;
}
