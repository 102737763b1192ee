import { holds, isUnorderedBoolean, valueReader } from '../../../events/core/event-match.ts';
import type { Condition, EventRule } from '../../../events/core/event-rule.ts';
import { matchesGlob } from '../../../events/core/glob.ts';
import type { Notification, TraitValue } from '../../../events/core/notification.ts';
import { expectedValue } from '../../../events/core/trait.ts';

/** How a rule's event type compares with an event's: `type-has-suffix` if only a `*` at its end is missing. */
export type TypeCode = 'matches' | 'other-type' | 'type-has-suffix';

/** What decides a condition. */
export type ConditionCode =
  /** The event has no such trait, or nothing at that place of its body. */
  | 'missing'
  /** A text, a number and an instant are never equal and have no order. */
  | 'other-kind'
  | 'compared'
  /** The condition's value is not of the condition's type, so that it never holds. */
  | 'unreadable-condition'
  | 'boolean-has-no-order';

export interface TypePart {
  readonly part: 'event_type';
  readonly holds: boolean;
  readonly code: TypeCode;
  readonly expected: string;
  readonly found: string;
}

export interface ConditionPart {
  /** The condition's index in the rule. */
  readonly part: number;
  readonly holds: boolean;
  readonly code: ConditionCode;
  readonly condition: Condition;
  /** The condition's value in its type; undefined if it is not of that type. */
  readonly expected: TraitValue | undefined;
  readonly found: TraitValue | undefined;
}

/** What a rule says of an event, part by part. An event hits the rule if every part holds. */
export interface Judgement {
  readonly type: TypePart;
  readonly conditions: readonly ConditionPart[];
}

export const judge = (rule: EventRule, notification: Notification): Judgement => ({
  type: typePart(rule, notification),
  conditions: rule.query.map((condition, part) => conditionPart(condition, part, notification)),
});

export const everyPartHolds = ({ type, conditions }: Judgement): boolean =>
  type.holds && conditions.every((part) => part.holds);

function typePart(
  { eventType: expected }: EventRule,
  { eventType: found }: Notification,
): TypePart {
  const matches = matchesGlob(expected, found);
  const code = matches
    ? 'matches'
    : matchesGlob(`${expected}*`, found)
      ? 'type-has-suffix'
      : 'other-type';
  return { part: 'event_type', holds: matches, code, expected, found };
}

function conditionPart(
  condition: Condition,
  part: number,
  notification: Notification,
): ConditionPart {
  const [found, expected] = [valueReader(condition)(notification), expectedValue(condition)];
  const code = codeOf(condition, found, expected);
  return { part, holds: holds(condition, notification), code, condition, expected, found };
}

function codeOf(
  condition: Condition,
  found: TraitValue | undefined,
  expected: TraitValue | undefined,
): ConditionCode {
  if (!expected) return 'unreadable-condition';
  if (isUnorderedBoolean(condition)) return 'boolean-has-no-order';
  if (!found) return 'missing';
  return kindOf(found) === kindOf(expected) ? 'compared' : 'other-kind';
}

/** What a value can be compared with. */
export const kindOf = ({ kind }: TraitValue): 'text' | 'number' | 'time' =>
  kind === 'text' ? 'text' : kind === 'datetime' ? 'time' : 'number';
