import type { Condition, ConditionType } from '../../../events/core/event-rule.ts';
import { matchesGlob } from '../../../events/core/glob.ts';
import type { Notification } from '../../../events/core/notification.ts';
import { alarmLimits } from '../alarm-limits.ts';
import { holds } from '../../../events/core/event-match.ts';
import type { ConditionPart, TypePart } from '../decision/judge.ts';
import { shownValue } from './shown-value.ts';

/** An event type with which the rule's part holds, if only a `*` is missing at its end. */
export function typeHint({ code, expected, found }: TypePart): string | undefined {
  if (code !== 'type-has-suffix') return undefined;
  const hint = [`${expected}.*`, `${expected}*`].find((glob) => matchesGlob(glob, found));
  return hint !== undefined && hint.length <= alarmLimits.eventTypeCharacters ? hint : undefined;
}

/**
 * The condition as it would hold, in the words of the client's `--query`: with the type that the event's value
 * has. Undefined if a type is not what is wrong, or the client cannot say it.
 */
export function conditionHint(
  { holds: already, condition, found }: ConditionPart,
  notification: Notification,
): string | undefined {
  if (already || !found) return undefined;
  const typed = { ...condition, type: shownValue(found).type satisfies ConditionType };
  if (typed.type === condition.type || !holds(typed, notification)) return undefined;
  return inQuery(typed);
}

const signs: Readonly<Record<Condition['op'], string>> = {
  eq: '=',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

/** `aodhclient/utils.py`, `cli_to_array`: `;` parts conditions, and the first sign parts a field from its value. */
const inQuery = ({ field, op, type, value }: Condition): string | undefined =>
  /[;<>=]|!=/.test(field) || field === '' || value.includes(';')
    ? undefined
    : `${field}${signs[op]}${type}::${value}`;
