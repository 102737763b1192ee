import type { Condition } from '../../../events/core/event-rule.ts';
import type { TraitValue } from '../../../events/core/notification.ts';
import { type ConditionPart, kindOf, type TypePart } from '../decision/judge.ts';
import { cut, spokenValue } from './shown-value.ts';

/** What the event type says, in a sentence. */
export function typeWords({ code, expected, found }: TypePart): string {
  switch (code) {
    case 'matches':
      return `The event type ${cut(found)} matches ${cut(expected)}.`;
    case 'type-has-suffix':
      return `The event type ${cut(found)} goes on where ${cut(expected)} ends.`;
    case 'other-type':
      return `The event type ${cut(found)} does not match ${cut(expected)}.`;
  }
}

/** What a condition says, in a sentence. */
export function conditionWords(part: ConditionPart): string {
  const { code, condition, expected, found, holds } = part;
  const field = cut(condition.field);
  const is = found ? `${field} is ${spokenValue(found)}` : `The event has no ${field}`;
  if (!expected || code === 'unreadable-condition')
    return `${is}, and ${cut(condition.value)} is no ${condition.type}, so the condition never holds.`;
  if (code === 'boolean-has-no-order')
    return `${is}, and booleans such as ${cut(condition.value)} have no order, so the condition never holds.`;
  if (!found) return `${is}${missingWords(condition, expected)}.`;
  if (code === 'other-kind') return `${is}, and ${otherKindWords(condition, expected, found)}.`;
  return `${is}, which is ${holds ? '' : 'not '}${comparisons[condition.op]} ${spokenValue(expected)}.`;
}

const comparisons: Readonly<Record<Condition['op'], string>> = {
  eq: 'equal to',
  ne: 'different from',
  lt: 'less than',
  le: 'at most',
  gt: 'greater than',
  ge: 'at least',
};

const missingWords = ({ op }: Condition, expected: TraitValue): string =>
  op === 'ne'
    ? `, which counts as different from ${spokenValue(expected)}`
    : ` that could be ${comparisons[op]} ${spokenValue(expected)}`;

const nouns = { text: 'a text', number: 'a number', time: 'a time' } as const;

function otherKindWords({ op }: Condition, expected: TraitValue, found: TraitValue): string {
  const [value, noun] = [spokenValue(expected), nouns[kindOf(found)]];
  if (op === 'eq') return `${value} never equals ${noun}`;
  return op === 'ne'
    ? `${value} always differs from ${noun}`
    : `${value} has no order with ${noun}`;
}
