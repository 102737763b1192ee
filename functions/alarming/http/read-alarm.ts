import type { AlarmDraft } from '../core/alarm-draft.ts';
import { alarmLimits } from '../core/alarm-limits.ts';
import type { AlarmRule, TimeConstraint } from '../core/alarm.ts';
import { constraintDescription } from '../core/time/constraint-description.ts';
import { cronProblem } from '../core/time/cron.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Json } from '../../platform/core/python-json.ts';
import { isTimezone } from '../core/time/timezone.ts';
import { alarmTypes, readRule } from './read-rule.ts';
import {
  attributesOf,
  type Body,
  missing,
  nullable,
  type Read,
  readBoolean,
  readInteger,
  readList,
  readOneOf,
  readText,
  readTexts,
  readTextUpTo,
  wrongInput,
} from './read-struct.ts';

export const alarmStates = ['ok', 'alarm', 'insufficient data'] as const;
const severities = ['moderate', 'critical', 'low'] as const;

const ruleAttributes = alarmTypes.map((type) => `${type}_rule` as const);
/** Attributes that the server sets; in a request they are checked to be texts and ignored. */
const readOnly = [
  'alarm_id',
  'timestamp',
  'state_timestamp',
  'state_reason',
  'evaluate_timestamp',
] as const;
const attributes = [
  ...readOnly,
  ...ruleAttributes,
  'name',
  'description',
  'enabled',
  'ok_actions',
  'alarm_actions',
  'insufficient_data_actions',
  'repeat_actions',
  'type',
  'time_constraints',
  'project_id',
  'user_id',
  'state',
  'severity',
];

/** Reads the body of a creation or update, with defaults for omitted attributes. */
export function readAlarm(json: Json): AlarmDraft {
  const body: Body = { argument: 'data', json };
  const given = attributesOf(json, attributes, 'data');
  const read = <Value, Default>(name: string, reader: Read<Value>, otherwise: Default) => {
    const value = given[name];
    return value === undefined ? otherwise : reader(value, name, body, `data.${name}`);
  };
  const mandatory = <Value>(name: string, reader: Read<Value>): Value => {
    const value = given[name];
    if (value === undefined || value === null) throw missing(name);
    return reader(value, name, body, `data.${name}`);
  };
  for (const name of readOnly) read(name, nullable(readText), null);
  const draft = {
    name: mandatory('name', readTextUpTo(alarmLimits.nameCharacters)),
    description: read(
      'description',
      nullable(readTextUpTo(alarmLimits.descriptionCharacters)),
      null,
    ),
    enabled: read('enabled', nullable(readBoolean), true) ?? false,
    okActions: read('ok_actions', readActions, []),
    alarmActions: read('alarm_actions', readActions, []),
    insufficientDataActions: read('insufficient_data_actions', readActions, []),
    repeatActions: read('repeat_actions', nullable(readBoolean), false),
  };
  const type =
    given['type'] === undefined
      ? mandatory('type', readType)
      : readType(given['type'], 'type', body, 'data.type');
  const projectId = read('project_id', nullable(readOwner), undefined);
  const userId = read('user_id', nullable(readOwner), undefined);
  return {
    ...draft,
    timeConstraints: distinct(
      read(
        'time_constraints',
        nullable(readList(readConstraint, alarmLimits.timeConstraints)),
        null,
      ) ?? [],
    ),
    ...(projectId !== undefined && { projectId }),
    ...(userId !== undefined && { userId }),
    state: read('state', readOneOf(alarmStates), 'insufficient data'),
    severity: read('severity', readOneOf(severities), 'low'),
    rule: readSingleRule(type, given, body),
  };
}

const readType = readOneOf(alarmTypes);
const readActions = nullable(readTexts(alarmLimits.actions, alarmLimits.actionCharacters));

/** Aodh keeps an empty owner, whose alarms nobody ever sees. */
const readOwner: Read<string> = (value, field, body, path) => {
  const id = readTextUpTo(alarmLimits.idCharacters)(value, field, body, path);
  if (id === '') throw wrongInput(field, id, 'Value should have at least 1 character.');
  return id;
};

function readSingleRule(
  type: AlarmRule['type'],
  given: { readonly [name: string]: Json },
  body: Body,
): AlarmRule {
  const ownName = `${type}_rule`;
  const present = alarmTypes
    .map((candidate) => ({ candidate, name: `${candidate}_rule` }))
    .flatMap(({ candidate, name }) => {
      const value = given[name];
      return value === undefined || value === null
        ? []
        : [{ name, rule: readRule(candidate, value, body) }];
    });
  const rule = present.find(({ name }) => name === ownName)?.rule;
  if (!rule) throw new Fault('invalid', `${ownName} must be set for ${type} type alarm`);
  const [first, second] = present;
  if (first && second)
    throw new Fault('invalid', `${first.name} and ${second.name} cannot be set at the same time`);
  return rule;
}

const constraintAttributes = ['name', 'description', 'start', 'duration', 'timezone'];

const readConstraint: Read<TimeConstraint> = (value, _field, body, path) => {
  const given = attributesOf(value, constraintAttributes, path);
  const mandatory = (name: string): Json => {
    const found = given[name];
    if (found === undefined || found === null) throw missing(name);
    return found;
  };
  const name = readTextUpTo(alarmLimits.nameCharacters)(mandatory('name'), 'name', body, path);
  const start = readTextUpTo(alarmLimits.cronCharacters)(mandatory('start'), 'start', body, path);
  const problem = cronProblem(start);
  if (problem) throw wrongInput('start', start, problem);
  const durationSeconds = readInteger(0)(mandatory('duration'), 'duration', body, path);
  const text = (attribute: string, most: number) =>
    nullable(readTextUpTo(most))(given[attribute] ?? null, attribute, body, path);
  const timezone = text('timezone', alarmLimits.timezoneCharacters) ?? '';
  if (timezone !== '' && !isTimezone(timezone))
    throw new Fault('invalid', `Timezone ${timezone} is not valid`);
  const description = text('description', alarmLimits.descriptionCharacters);
  return {
    name,
    description: description || constraintDescription(start, durationSeconds),
    start,
    durationSeconds,
    timezone,
  };
};

function distinct(constraints: readonly TimeConstraint[]): readonly TimeConstraint[] {
  if (new Set(constraints.map(({ name }) => name)).size < constraints.length)
    throw new Fault('invalid', 'Time constraint names must be unique for a given alarm.');
  return constraints;
}
