import type { Instant } from '../../../platform/core/instant.ts';
import type { ConditionOperator } from '../event-rule.ts';
import type { TraitValue } from '../notification.ts';
import { compares, traitValue } from '../trait.ts';
import type { EventBody } from './event-body.ts';
import { traitType, type TraitType } from './known-type.ts';
import type { LoggedEvent } from './logged-event.ts';

/** A condition on a trait. Without a type, the value is read in the trait's own. */
export interface TraitCondition {
  readonly name: string;
  readonly op: ConditionOperator;
  readonly type?: TraitType | undefined;
  readonly value: string;
}

/** Which events a list shows. */
export interface EventFilter {
  readonly eventType?: string | undefined;
  readonly messageId?: string | undefined;
  /** When they were generated; `from` is included, `to` is not. */
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  /** When they were accepted, likewise. */
  readonly acceptedFrom?: Instant | undefined;
  readonly acceptedTo?: Instant | undefined;
  readonly traits: readonly TraitCondition[];
}

/** Whether an event passes the filter as far as it can be told without its body. */
export const passesUnread = (
  { eventType, messageId, from, to, acceptedFrom, acceptedTo }: EventFilter,
  event: Omit<LoggedEvent, 'body'>,
): boolean =>
  (eventType === undefined || event.eventType === eventType) &&
  (messageId === undefined || event.messageId === messageId) &&
  (from === undefined || event.generated >= from) &&
  (to === undefined || event.generated < to) &&
  (acceptedFrom === undefined || event.at >= acceptedFrom) &&
  (acceptedTo === undefined || event.at < acceptedTo);

/** Whether all conditions on traits hold. None holds for a trait that the event does not have, not even `ne`. */
export const passesTraits = (
  { traits: conditions }: Pick<EventFilter, 'traits'>,
  { traits }: Pick<EventBody, 'traits'>,
): boolean =>
  conditions.every(({ name, op, type, value }) => {
    const found = traits.get(name);
    if (found === undefined) return false;
    const expected = traitValue(type ?? traitType(found), value);
    return (
      expected !== undefined && areComparable(found, expected) && compares(found, op, expected)
    );
  });

const isNumber = ({ kind }: TraitValue): boolean => kind === 'integer' || kind === 'float';

/** Panko keeps traits of each type apart, so `ne` holds for none of another type. */
const areComparable = (found: TraitValue, expected: TraitValue): boolean =>
  found.kind === expected.kind || (isNumber(found) && isNumber(expected));
