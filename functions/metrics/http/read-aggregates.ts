import type { Json } from '../../platform/core/python-json.ts';
import { isObject } from '../../platform/core/python-json.ts';
import { pythonFloat } from '../../platform/core/python-number.ts';
import type { Instant } from '../../platform/core/instant.ts';
import type { Computation } from '../app/measures/compute.ts';
import type { ResourceSelection } from '../app/measures/aggregate.ts';
import { type Operation, referencesIn } from '../core/operations/operation.ts';
import { readOperations } from '../core/operations/read-operations.ts';
import type { Fill } from '../core/operations/table.ts';
import { invalid } from '../core/refusal.ts';
import { readFilter } from './read-filter.ts';
import { readRange, wrong } from './read-measures-query.ts';
import { readSearch, type SearchReading } from './read-search.ts';
import { fieldsOf, mismatch, read, text } from './schema.ts';

export interface AggregatesBody {
  readonly operation: Operation;
  readonly selection: ResourceSelection | undefined;
}

/** `{"operations", "resource_type"?, "search"?}`. */
export function readAggregates(json: Json, reading: SearchReading): AggregatesBody {
  const fields = read(json, (body, path) => {
    const keys = ['operations', 'resource_type', 'search'];
    const found = fieldsOf(body, path, keys);
    const type = found.optional('resource_type', text({ most: 255 }));
    const search = found.optional('search', (value, where) =>
      typeof value === 'string' || isObject(value)
        ? value
        : mismatch('expected a dictionary', where),
    );
    if (search !== undefined && type === undefined)
      return mismatch('required key not provided', [...path, 'resource_type']);
    return { operations: found.required('operations', (value) => value), type, search };
  });
  const operation = readOperations(fields.operations);
  if (referencesIn(operation).length === 0)
    throw invalid({
      cause: 'Operations is invalid',
      reason: "At least one 'metric' is required",
      detail: fields.operations,
    });
  const { type, search } = fields;
  if (type === undefined) return { operation, selection: undefined };
  if (search === undefined)
    throw invalid({
      cause: 'Invalid input',
      reason: "required key not provided @ data['search']",
      detail: ['search'],
    });
  const found = typeof search === 'string' ? readFilter(search) : search;
  return { operation, selection: { type, search: readSearch(found, reading) } };
}

/** The parameters of an aggregation, as `validate_qs` of `gnocchi/rest/api.py`. */
export function readComputation(
  parameters: URLSearchParams,
  now: Instant,
): Omit<Computation, 'operation'> {
  const { from, until, granularity } = readRange(parameters, now);
  const [overlap, fill] = [parameters.get('needed_overlap'), parameters.get('fill')];
  return {
    from,
    until,
    granularity,
    neededOverlap: overlap === null ? 100 : overlapOf(overlap),
    fill: fill === null ? (overlap === null ? 'dropna' : undefined) : fillOf(fill),
  };
}

export function overlapOf(given: string): number {
  const percent = pythonFloat(given);
  if (percent === undefined || Number.isNaN(percent))
    throw wrong('needed_overlap', 'Must be a number');
  return percent;
}

const fills = ['null', 'dropna', 'ffill', 'bfill', 'full_ffill', 'full_bfill'] as const;

export function fillOf(given: string): Fill {
  const number = pythonFloat(given);
  const fill = number ?? fills.find((each) => each === given);
  if (fill === undefined)
    throw wrong(
      'fill',
      "Must be a float, 'dropna', 'null', 'ffill', 'bfill', 'full_ffill' or 'full_bfill'",
    );
  return fill;
}
