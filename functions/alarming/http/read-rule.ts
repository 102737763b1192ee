import { requireCondition } from '../core/rule/alarm-condition.ts';
import { alarmLimits } from '../core/alarm-limits.ts';
import type { AlarmRule } from '../core/alarm.ts';
import type { Condition } from '../../events/core/event-rule.ts';
import { Fault } from '../../platform/core/fault.ts';
import { isArray, isObject, type Json } from '../../platform/core/python-json.ts';
import { readComposite } from './read-composite.ts';
import {
  attributesOf,
  type Body,
  missing,
  nullable,
  type Read,
  readList,
  readTextUpTo,
} from './read-struct.ts';
import { readThreshold, thresholdTypes } from './read-threshold.ts';

/** In the order in which Aodh names two rules that are mutually exclusive. */
export const alarmTypes = [
  'composite',
  'event',
  ...thresholdTypes,
  'loadbalancer_member_health',
] as const satisfies readonly AlarmRule['type'][];

/** Reads the `<type>_rule` of an alarm. */
export function readRule(type: AlarmRule['type'], value: Json, body: Body): AlarmRule {
  const path = `data.${type}_rule`;
  if (type === 'event') return { type, event: readEventRule(value, body, path) };
  if (type === 'composite') return { type, document: boundedComposite(readComposite(value, body)) };
  if (type === 'loadbalancer_member_health')
    return { type, document: readMemberHealth(value, body, path) };
  return { type, document: readThreshold(type, value, body, path) };
}

function boundedComposite<Document extends Json>(document: Document): Document {
  const count = rulesIn(document);
  if (count > alarmLimits.compositeRules)
    throw new Fault(
      'invalid',
      `The composite rule has ${count} rules. More than ${alarmLimits.compositeRules} are not allowed.`,
    );
  return document;
}

function rulesIn(document: Json): number {
  if (!isObject(document)) return 0;
  const parts = document['and'] ?? document['or'] ?? null;
  return isArray(parts) ? parts.reduce<number>((sum, part) => sum + rulesIn(part), 0) : 1;
}

function readEventRule(value: Json, body: Body, path: string) {
  const given = attributesOf(value, ['event_type', 'query'], path);
  const eventType = nullable(readTextUpTo(alarmLimits.eventTypeCharacters))(
    given['event_type'] ?? null,
    'event_type',
    body,
    path,
  );
  const query = nullable(readList(readCondition, alarmLimits.conditions))(
    given['query'] ?? null,
    'query',
    body,
    `${path}.query`,
  );
  // The empty text is kept, as in Aodh, and matches no event.
  return { eventType: eventType ?? '*', query: query ?? [] };
}

const readCondition: Read<Condition> = (value, _field, body, path) => {
  const given = attributesOf(value, ['field', 'op', 'value', 'type'], path);
  const text = (name: string, most: number) =>
    nullable(readTextUpTo(most))(given[name] ?? null, name, body, path);
  const mandatory = (name: string, most: number) => {
    const found = text(name, most);
    if (found === null) throw missing(name);
    return found;
  };
  return requireCondition({
    field: mandatory('field', alarmLimits.fieldCharacters),
    op: text('op', alarmLimits.nameCharacters) || 'eq',
    value: mandatory('value', alarmLimits.valueCharacters),
    type: text('type', alarmLimits.nameCharacters),
  });
};

const healthAttributes = ['pool_id', 'stack_id', 'autoscaling_group_id'];

function readMemberHealth(value: Json, body: Body, path: string) {
  const given = attributesOf(value, healthAttributes, path);
  return Object.fromEntries(
    healthAttributes.map((name) => {
      const found = given[name];
      if (found === undefined || found === null) throw missing(name);
      return [name, readTextUpTo(alarmLimits.ruleTextCharacters)(found, name, body, path)];
    }),
  );
}
