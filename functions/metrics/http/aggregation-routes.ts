import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import { isArray, type Json } from '../../platform/core/python-json.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { aggregateFound, aggregateGroups, aggregateResources } from '../app/measures/aggregate.ts';
import type { Computation } from '../app/measures/compute.ts';
import { getMeasures } from '../app/measures/get-measures.ts';
import { findMetrics } from '../app/metrics/find-metric.ts';
import { findType } from '../app/types/resource-types.ts';
import { type Operation, crossMethod } from '../core/operations/operation.ts';
import { invalid, noSuchMetric, Refusal } from '../core/refusal.ts';
import { uuidOf } from '../core/resource-id.ts';
import { aggregatedView } from './aggregates-view.ts';
import { answer, parametersOf } from '../../platform/http/json-answer.ts';
import { measuresView } from './measures-view.ts';
import type { MetricsPorts } from './metrics-ports.ts';
import { fillOf, overlapOf } from './read-aggregates.ts';
import { bodyOf } from './read-body.ts';
import { readRange } from './read-measures-query.ts';
import { readSwitch } from './read-page.ts';
import { searchOf } from './search-request.ts';

type Asked = Context<Authenticated>;

/** `/v1/aggregation`, which Gnocchi keeps for older clients (`gnocchi measures aggregation`). */
export function aggregationRoutes(ports: MetricsPorts) {
  const routes = new Hono<Authenticated>({ strict: false });

  const ofMetrics = async (context: Asked, named: readonly string[]): Promise<Response> => {
    const ids = named.map((text) => uuidOf(text));
    if (ids.includes(undefined))
      throw invalid('Invalid input: badly formed hexadecimal UUID string');
    const found = await findMetrics(
      ports,
      ids.flatMap((id) => id ?? []),
    );
    const missing = ids.find((id) => id !== undefined && !found.has(id));
    if (missing !== undefined) throw noSuchMetric(missing);
    const metrics = [...found.values()];
    const { caller } = context.var;
    const [only, another] = metrics;
    if (!only) return answer(context, []);
    if (!another) {
      const query = {
        ...readRange(parametersOf(context), ports.clock.now()),
        method: methodOf(context),
      };
      return answer(context, measuresView(await getMeasures(ports, caller, only, query)));
    }
    const { method, computation } = readAggregation(context, ports, (name) =>
      metrics.map(({ metric }) => ({ name: metric.id, method: name })),
    );
    const aggregation = await aggregateFound(ports, caller, metrics, { ...computation, method });
    return answer(context, aggregatedView(aggregation));
  };

  routes.get('/metric', (context) => ofMetrics(context, parametersOf(context).getAll('metric')));
  routes.post('/metric', async (context) => ofMetrics(context, idsIn(await bodyOf(context))));

  routes.post('/resource/:type/metric/:name', async (context) => {
    const type = context.req.param('type');
    const name = context.req.param('name');
    await findType(ports, type);
    const { computation } = readAggregation(context, ports, (method) => [
      { name: name.replace(/[*?[]/g, '[$&]'), method },
    ]);
    const selection = { type, search: await searchOf(context) };
    const groupBy = parametersOf(context)
      .getAll('groupby')
      .filter((each) => each !== '');
    const { caller } = context.var;
    try {
      if (groupBy.length === 0)
        return answer(
          context,
          aggregatedView(await aggregateResources(ports, caller, selection, computation)),
        );
      const grouped = { ...selection, groupBy };
      const groups = await aggregateGroups(ports, caller, grouped, computation);
      return answer(
        context,
        groups.map((group) => ({ group: group.key, measures: aggregatedView(group) })),
      );
    } catch (error) {
      // No resource has the metric: then there is nothing to aggregate.
      if (error instanceof Refusal && error.message.startsWith('Metric ['))
        return answer(context, []);
      throw error;
    }
  });

  return routes;
}

const idsIn = (body: Json): readonly string[] => {
  const ids = isArray(body) ? body.flatMap((id) => (typeof id === 'string' ? [id] : [])) : [];
  if (!isArray(body) || ids.length < body.length)
    throw invalid('Invalid input: expected a list of UUIDs');
  return ids;
};

const methodOf = (context: Asked): string => parametersOf(context).get('aggregation') ?? 'mean';

interface Aggregating {
  readonly method: string;
  readonly computation: Computation;
}

type References = (method: string) => Extract<Operation, { kind: 'metric' }>['references'];

/** The parameters of `gnocchi/rest/api.py`, `get_cross_metric_measures_from_objs`. */
function readAggregation(
  context: Asked,
  { clock }: MetricsPorts,
  references: References,
): Aggregating {
  const parameters = parametersOf(context);
  readSwitch(parameters, 'refresh');
  const range = readRange(parameters, clock.now());
  const method = methodOf(context);
  const across = methodAcross(parameters.get('reaggregation') ?? method);
  const metric = { kind: 'metric', references: references(method) } as const;
  const { resampling } = range;
  if (resampling?.kind === 'calendar')
    throw invalid('Several metrics are resampled by spans of time only');
  const of: Operation = resampling
    ? { kind: 'resample', method: methodAcross(method), span: resampling.span, of: metric }
    : metric;
  const [overlap, fill] = [parameters.get('needed_overlap'), parameters.get('fill')];
  return {
    method,
    computation: {
      operation: { kind: 'aggregate', method: across, of },
      ...range,
      neededOverlap: overlap === null ? 100 : overlapOf(overlap),
      fill: fill === null ? undefined : fillOf(fill),
    },
  };
}

function methodAcross(name: string) {
  const method = crossMethod(name);
  if (!method) throw invalid(`Several metrics cannot be aggregated by ${name.slice(0, 100)}`);
  return method;
}
