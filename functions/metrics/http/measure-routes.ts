import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { addMeasures, addMeasuresOfMetrics } from '../app/measures/add-measures.ts';
import { addMeasuresOfResources } from '../app/measures/add-resource-measures.ts';
import { seriesFinder } from '../app/measures/find-series.ts';
import { getMeasures } from '../app/measures/get-measures.ts';
import { watchedLooker } from '../app/measures/look-at-watched.ts';
import { findMetric } from '../app/metrics/find-metric.ts';
import { creatorOf } from '../core/creator.ts';
import type { FoundMetric } from '../core/found-metric.ts';
import { measureLimits } from '../core/measures/measure-limits.ts';
import { invalid, noSuchMetric, noSuchResource } from '../core/refusal.ts';
import { readResourceId, uuidOf } from '../core/resource-id.ts';
import { answer, parametersOf } from '../../platform/http/json-answer.ts';
import { measuresView } from './measures-view.ts';
import type { MetricsPorts } from './metrics-ports.ts';
import { bodyOf } from './read-body.ts';
import { measures, measuresByMetric, measuresByResource } from './read-measures.ts';
import { readRange } from './read-measures-query.ts';
import { readSwitch } from './read-page.ts';
import { read } from './schema.ts';
import { uuid5 } from './uuid5.ts';

type Asked = Context<Authenticated>;

const bodyWithMeasures = (context: Asked) =>
  bodyOf(context, { maximumBytes: measureLimits.bodyBytes });

/** The measures are stored; there is nothing more to say. */
const accepted = (context: Asked) => context.body(null, 202);

/** Measures, below `/v1`. */
export function measureRoutes(ports: MetricsPorts) {
  const routes = new Hono<Authenticated>({ strict: false });
  const adding = {
    ...ports,
    findSeries: seriesFinder(ports),
    lookAtWatched: watchedLooker(ports),
  };

  const add = async (context: Asked, metricId: string): Promise<Response> => {
    const points = read(await bodyWithMeasures(context), measures(ports.clock.now()));
    await addMeasures(adding, context.var.caller, { metricId, points });
    return accepted(context);
  };

  const get = async (context: Asked, found: FoundMetric): Promise<Response> => {
    const parameters = parametersOf(context);
    // What is accepted can be read at once, so there is nothing to refresh.
    readSwitch(parameters, 'refresh');
    const { from, until, granularity, resampling } = readRange(parameters, ports.clock.now());
    const method = parameters.get('aggregation') ?? 'mean';
    const query = { method, granularity, from, until, resampling };
    return answer(
      context,
      measuresView(await getMeasures(ports, context.var.caller, found, query)),
    );
  };

  routes.post('/metric/:id/measures', (context) => add(context, metricIdOf(context)));
  routes.get('/metric/:id/measures', async (context) =>
    get(context, await findMetric(ports, metricIdOf(context))),
  );

  const named = '/resource/:type/:resource/metric/:name/measures';
  routes.post(named, async (context) => {
    const { metric } = await namedMetric(ports, context);
    return add(context, metric.id);
  });
  routes.get(named, async (context) => get(context, await namedMetric(ports, context)));

  routes.post('/batch/metrics/measures', async (context) => {
    const body = await bodyWithMeasures(context);
    const measured = read(body, measuresByMetric(ports.clock.now()));
    await addMeasuresOfMetrics(adding, context.var.caller, measured);
    return accepted(context);
  });

  routes.post('/batch/resources/metrics/measures', async (context) => {
    const createMetrics = readSwitch(parametersOf(context), 'create_metrics');
    const body = await bodyWithMeasures(context);
    const sent = read(body, measuresByResource(ports.clock.now()));
    const measured = [...sent].map(([originalId, metrics]) => ({
      resourceId: resourceIdOf(context, originalId),
      originalId,
      metrics: [...metrics].map(([name, each]) => ({ name, ...each })),
    }));
    await addMeasuresOfResources(adding, context.var.caller, { measured, createMetrics });
    return accepted(context);
  });

  return routes;
}

function metricIdOf(context: Asked): string {
  const text = context.req.param('id') ?? '';
  const id = uuidOf(text);
  if (id === undefined) throw noSuchMetric(text);
  return id;
}

function resourceIdOf(context: Asked, text: string): string {
  const named = readResourceId(text, creatorOf(context.var.caller), uuid5);
  if ('refused' in named) throw invalid(named.refused);
  return named.id;
}

/** A metric by its name in a resource. */
async function namedMetric(ports: MetricsPorts, context: Asked): Promise<FoundMetric> {
  const id = resourceIdOf(context, context.req.param('resource') ?? '');
  const name = context.req.param('name') ?? '';
  const resource = await ports.resources.get(id);
  if (!resource) throw noSuchResource(id);
  const metric = await ports.metrics.get(resource.metrics.get(name) ?? '');
  if (!metric) throw noSuchMetric(name);
  return { metric, resource };
}
