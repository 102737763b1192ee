import type { AlarmList } from '../app/alarms/list-alarms.ts';
import { alarmLimits } from '../core/alarm-limits.ts';
import { booleanOf } from '../core/query/boolean-text.ts';
import { requireType, unconvertible } from '../core/rule/alarm-condition.ts';
import type { Query } from '../core/query/record-query.ts';
import { expectedValue } from '../../events/core/trait.ts';
import { listArguments, readFilters, readPage, type SimpleFilter } from './read-list-query.ts';
import { requireArguments } from '../../platform/http/wsme.ts';
import { tooLong, wrongInput } from './read-struct.ts';

const fields = [
  'all_projects',
  'user_id',
  'project_id',
  'type',
  'name',
  'enabled',
  'state',
  'severity',
  'timestamp',
  'repeat_actions',
];

const sortKeys = [
  'alarm_id',
  'enabled',
  'name',
  'type',
  'severity',
  'timestamp',
  'user_id',
  'project_id',
  'state',
  'repeat_actions',
  'state_timestamp',
];

/** Reads `GET /v2/alarms`; its filters only test for equality. */
export function readAlarmList(parameters: URLSearchParams): AlarmList {
  requireArguments(parameters, listArguments);
  const filters = readFilters(parameters);
  for (const { field } of filters)
    if (!fields.includes(field))
      throw wrongInput('field', `{'${field}'}`, `only fields ${setOf(fields)} are allowed`);
  for (const { op } of filters)
    if (op !== 'eq') throw wrongInput('op', `{'${op}'}`, "only operations {'eq'} are allowed");
  const projectId = filters.find(({ field }) => field === 'project_id')?.value;
  if (projectId !== undefined && projectId.length > alarmLimits.idCharacters)
    throw tooLong('project_id', projectId, alarmLimits.idCharacters);
  return {
    ...(projectId !== undefined && { projectId }),
    allProjects: filters.some(({ field, value }) => field === 'all_projects' && readBoolean(value)),
    filters: filters.filter(({ field }) => field !== 'all_projects').map(equality),
    page: readPage(parameters, sortKeys),
  };
}

const setOf = (names: readonly string[]): string =>
  `{${names.map((name) => `'${name}'`).join(', ')}}`;

function readBoolean(value: string): boolean {
  const boolean = booleanOf(value.trim());
  if (boolean === undefined) throw unconvertible('boolean', value);
  return boolean;
}

/** A value without type is text. Aodh reads it as a Python literal, so that `enabled=true` matches nothing there. */
function equality({ field, type, value }: SimpleFilter): Query {
  const known = requireType(type);
  if (known === 'boolean') readBoolean(value);
  else if (!expectedValue({ field, op: 'eq', type: known, value }))
    throw unconvertible(type, value);
  return { kind: 'compare', op: '=', name: field, value };
}
