import { after, type Instant } from '../../../platform/core/instant.ts';
import { type AlarmChange, isEvaluated } from '../alarm.ts';
import type { Explanation } from './explanation.ts';

/** Why what is on record is not what the alarm as it was then should have done. */
export type Difference =
  /** The event was accepted more than once; another acceptance of it counted. */
  | 're-sent'
  /** Somebody changed the alarm between the acceptance of the event and its evaluation. */
  | 'set-by-hand'
  /** The rule was not effective yet on the bus, or was so sooner than is certain. */
  | 'rule-late'
  /** Another event of about the same time came first. */
  | 'concurrent-events'
  | 'older-than-history'
  | 'unknown';

/** How long after an event's acceptance its evaluation may be, usually a second. */
const evaluationSeconds = 300;
/** Events accepted so near to each other may be evaluated in another order. */
const concurrentSeconds = 10;

/** Undefined if the record agrees. */
export function differenceOf(
  { would, reasons }: Explanation,
  {
    at,
    fired,
    isResent,
    history,
  }: {
    /** When the event was accepted. */
    readonly at: Instant;
    readonly fired: boolean;
    readonly isResent: boolean;
    /** The alarm's changes, without the event's own firing. */
    readonly history: readonly AlarmChange[];
  },
): Difference | undefined {
  if (reasons.some(({ code }) => code === 'older-than-history')) return 'older-than-history';
  if ((would === 'fire') === fired) return undefined;
  if (reasons.some(({ code }) => code === 'rule-not-effective' || code === 'not-created'))
    return 'rule-late';
  const within = (from: number, to: number) => (change: AlarmChange) =>
    change.at > after(at, from) && change.at <= after(at, to);
  if (history.filter(within(0, evaluationSeconds)).some((change) => !isEvaluated(change)))
    return 'set-by-hand';
  if (history.filter(within(-concurrentSeconds, evaluationSeconds)).some(isEvaluated))
    return 'concurrent-events';
  return isResent ? 're-sent' : 'unknown';
}

export const differenceWords: Readonly<Record<Difference, string>> = {
  're-sent': 'The event was accepted more than once, and another acceptance of it counted.',
  'set-by-hand': 'The alarm was changed between the acceptance of the event and its evaluation.',
  'rule-late': 'The bus had only just taken the rule of the alarm, or had not yet.',
  'concurrent-events': 'Another event of about the same time was evaluated first.',
  'older-than-history': 'The history of the alarm does not reach back so far.',
  unknown: 'Nothing on record says why.',
};
