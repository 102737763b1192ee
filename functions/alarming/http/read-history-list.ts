import { Fault } from '../../platform/core/fault.ts';
import { after } from '../../platform/core/instant.ts';
import { parseIsoTime } from '../core/time/naive-time.ts';
import type { Page } from '../core/query/page.ts';
import type { Comparison, Query } from '../core/query/record-query.ts';
import { listArguments, readFilters, readPage, type SimpleFilter } from './read-list-query.ts';
import { requireArguments } from '../../platform/http/wsme.ts';
import { wrongInput } from './read-struct.ts';

const sortKeys = [
  'event_id',
  'alarm_id',
  'on_behalf_of',
  'project_id',
  'user_id',
  'type',
  'timestamp',
  'severity',
];

const fields: ReadonlyMap<string, string> = new Map([
  ['project_id', 'project_id'],
  ['project', 'project_id'],
  ['user_id', 'user_id'],
  ['user', 'user_id'],
  ['type', 'type'],
  ['severity', 'severity'],
]);

const bounds: ReadonlyMap<string, { readonly op: Comparison; readonly sign: 1 | -1 }> = new Map([
  ['lt', { op: '<', sign: 1 }],
  ['le', { op: '<=', sign: 1 }],
  ['gt', { op: '>', sign: -1 }],
  ['ge', { op: '>=', sign: -1 }],
]);

/** Reads `GET /v2/alarms/{id}/history`; `search_offset` extends the bounds by that many minutes. */
export function readHistoryList(parameters: URLSearchParams): {
  readonly filters: readonly Query[];
  readonly page: Page;
} {
  requireArguments(parameters, listArguments);
  const filters = readFilters(parameters);
  const offset = filters.find(({ field }) => field === 'search_offset');
  if (offset && !filters.some(({ field }) => field === 'timestamp'))
    throw wrongInput('field', 'search_offset', 'search_offset cannot be used without timestamp');
  if (offset && offset.op !== 'eq') throw unimplemented(offset);
  if (offset && !/^\d{1,9}$/.test(offset.value))
    throw wrongInput('search_offset', offset.value, 'it should be a number of minutes');
  const minutes = Number(offset?.value ?? 0);
  return {
    filters: filters
      .filter((filter) => filter !== offset)
      .map((filter) => (filter.field === 'timestamp' ? bound(filter, minutes) : equality(filter))),
    page: readPage(parameters, sortKeys),
  };
}

function bound(filter: SimpleFilter, offsetMinutes: number): Query {
  const found = bounds.get(filter.op);
  if (!found) throw unimplemented(filter);
  const time = parseIsoTime(filter.value);
  if (!time) throw wrongInput('timestamp', filter.value, 'invalid timestamp format');
  const value = offsetMinutes === 0 ? time : after(time, found.sign * offsetMinutes * 60);
  return { kind: 'compare', op: found.op, name: 'timestamp', value };
}

function equality(filter: SimpleFilter): Query {
  const name = fields.get(filter.field);
  if (!name)
    throw new Fault(
      'invalid',
      `Unknown argument: "${filter.field}": unrecognized field in query, valid keys: ['project', 'search_offset', 'severity', 'timestamp', 'type', 'user']`,
    );
  if (filter.op !== 'eq') throw unimplemented(filter);
  return { kind: 'compare', op: '=', name, value: filter.value };
}

const unimplemented = ({ field, op }: SimpleFilter): Fault =>
  wrongInput('op', op, `unimplemented operator for ${field}`);
