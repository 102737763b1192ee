import type { MetricList } from '../app/metrics/list-metrics.ts';
import { invalid } from '../core/refusal.ts';
import { readPage } from './read-page.ts';

export const metricSorts = ['id:asc'];

const filters = ['id', 'name', 'unit', 'creator', 'archive_policy_name'] as const;

/**
 * Which metrics are asked for. Undefined for those that are deleted: none are kept. Unknown parameters mean
 * nothing, as in Gnocchi.
 */
export function readMetricList(parameters: URLSearchParams): MetricList | undefined {
  const status = parameters.get('status') ?? 'active';
  if (status !== 'active' && status !== 'delete')
    throw invalid("Invalid input: not a valid value for dictionary value @ data['status']");
  const page = readPage(parameters, metricSorts);
  const [user, project] = [parameters.get('user_id'), parameters.get('project_id')];
  const where = new Map(
    filters.flatMap((key) => {
      const value = parameters.get(key);
      return value === null ? [] : [[key, value] as const];
    }),
  );
  if (user !== null || project !== null) where.set('creator', `${user ?? ''}:${project ?? ''}`);
  return status === 'delete' ? undefined : { where, page };
}
