import { Hono } from 'hono/quick';
import type { Json } from '../../platform/core/python-json.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import {
  aggregateGroups,
  aggregateMetrics,
  aggregateResources,
  type Aggregation,
} from '../app/measures/aggregate.ts';
import { aggregateHistory } from '../app/measures/aggregate-history.ts';
import { creatorOf } from '../core/creator.ts';
import { generic } from '../core/resource-type.ts';
import { invalid } from '../core/refusal.ts';
import { aggregationView } from './aggregates-view.ts';
import { answer, parametersOf } from '../../platform/http/json-answer.ts';
import { newMetricView } from './metric-view.ts';
import type { MetricsPorts } from './metrics-ports.ts';
import { readAggregates, readComputation } from './read-aggregates.ts';
import { bodyOf } from './read-body.ts';
import { readSwitch } from './read-page.ts';
import { resourceView } from './resource-view.ts';
import { uuid5 } from './uuid5.ts';

/** `/v1/aggregates`. */
export function aggregateRoutes(ports: MetricsPorts) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.post('/', async (context) => {
    const parameters = parametersOf(context);
    // As in Gnocchi, it says by which values resources are grouped, and nothing without groups.
    const useHistory = readSwitch(parameters, 'use_history');
    const details = readSwitch(parameters, 'details');
    const range = readComputation(parameters, ports.clock.now());
    const { caller } = context.var;
    const reading = { creator: creatorOf(caller), uuid5 };
    const { operation, selection } = readAggregates(await bodyOf(context), reading);
    const computation = { ...range, operation };
    if (!selection) {
      const aggregation = await aggregateMetrics(ports, caller, computation);
      return answer(context, view(aggregation, details && metricsView));
    }
    await requireType(ports, selection.type);
    const groupBy = parameters.getAll('groupby').filter((attribute) => attribute !== '');
    if (groupBy.length === 0) {
      const aggregation = await aggregateResources(ports, caller, selection, computation);
      return answer(context, view(aggregation, details && resourcesView));
    }
    const aggregateBy = useHistory ? aggregateHistory : aggregateGroups;
    const groups = await aggregateBy(ports, caller, { ...selection, groupBy }, computation);
    return answer(
      context,
      groups.map((group) => ({
        group: group.key,
        measures: view(group, details && resourcesView),
      })),
    );
  });

  return routes;
}

type References = (aggregation: Aggregation) => Json;

const view = (aggregation: Aggregation, references: References | false): Json => ({
  measures: aggregationView(aggregation),
  ...(references && { references: references(aggregation) }),
});

const metricsView: References = ({ operated }) =>
  distinct(operated.map(({ metric }) => [metric.id, newMetricView(metric)]));

const resourcesView: References = ({ operated }) =>
  distinct(
    operated.flatMap(({ resource }) =>
      resource
        ? [[resource.id, resourceView(resource, { name: generic, attributes: {}, version: 0 })]]
        : [],
    ),
  );

const distinct = (views: readonly (readonly [string, Json])[]): Json => [
  ...new Map(views).values(),
];

async function requireType({ resourceTypes }: MetricsPorts, name: string): Promise<void> {
  if (name !== generic && !(await resourceTypes.get(name)))
    throw invalid({ cause: 'Resource type does not exist', detail: name });
}
