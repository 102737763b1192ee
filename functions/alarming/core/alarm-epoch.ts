import { type Alarm } from './alarm.ts';
import { ruleDocument } from './alarm-detail.ts';
import { dumps } from '../../platform/core/python-json.ts';

/**
 * The epoch after a change through the API: a new one if the rule changed, the alarm was enabled, or its state was
 * set by hand. Any other change, such as of the severity, keeps what the alarm has seen so far.
 */
export const nextEpoch = (
  seen: Pick<Alarm, 'enabled' | 'epoch' | 'rule'>,
  next: Pick<Alarm, 'enabled' | 'rule'>,
  setsState: boolean,
): number =>
  setsState || (next.enabled && !seen.enabled) || textOf(seen) !== textOf(next)
    ? seen.epoch + 1
    : seen.epoch;

const textOf = ({ rule }: Pick<Alarm, 'rule'>): string => dumps([rule.type, ruleDocument(rule)]);
