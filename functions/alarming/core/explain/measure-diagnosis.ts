import type { Instant } from '../../../platform/core/instant.ts';
import type { Alarm, AlarmState } from '../alarm.ts';
import { naiveTime } from '../time/naive-time.ts';
import type { LookedRule } from './looked-rule.ts';

/** How an alarm on measures stands. */
export type MeasureCode =
  /** The deployment has no measures of this kind. */
  | 'not-evaluated'
  | 'disabled'
  /** Nobody has been told yet which measures it follows. */
  | 'not-watched'
  | 'outside-time-constraints'
  /** Its measures do not tell. */
  | 'unknown'
  /** Its measures mean another state than it has: it moves when it is looked at next. */
  | 'moving'
  /** It is in the state that its measures mean. */
  | 'settled'
  /** It depends on services that only its evaluation asks. */
  | 'asked-elsewhere';

/** What an alarm on measures finds at a moment. */
export interface MeasureDiagnosis {
  readonly code: MeasureCode;
  /** The moment of what follows. */
  readonly at: Instant;
  /** When it was looked at last, to within ten minutes. */
  readonly lookedAt: Instant | undefined;
  /** When it is looked at if no measure comes. */
  readonly nextLookAt: Instant | undefined;
  /** What the measures mean; undefined if they were not looked at. */
  readonly found: { readonly state: AlarmState; readonly reason: string } | undefined;
  /** Its threshold rules in the order in which a composite's are numbered. */
  readonly rules: readonly LookedRule[];
}

/** How the alarm stands, in a sentence. */
export function measureWords(
  alarm: Pick<Alarm, 'state' | 'stateReason'>,
  { code, found, nextLookAt }: MeasureDiagnosis,
): string {
  switch (code) {
    case 'not-evaluated':
      return 'This deployment has no measures of this kind, so the alarm is stored and not evaluated.';
    case 'disabled':
      return 'The alarm is disabled, so its measures are not looked at.';
    case 'not-watched':
      return 'The alarm has just been changed, and its measures are not watched yet.';
    case 'outside-time-constraints':
      return nextLookAt === undefined
        ? 'No time constraint begins again, so the alarm stays as it is.'
        : `Outside its time constraints the alarm stays as it is; the next one begins at ${naiveTime(nextLookAt)}.`;
    case 'unknown':
      return `The state is insufficient data: ${found?.reason ?? alarm.stateReason}`;
    case 'moving':
      return `The measures mean ${found?.state}; the alarm follows when it is looked at next.`;
    case 'settled':
      return `The alarm is in the state that its measures mean, ${alarm.state}.`;
    case 'asked-elsewhere':
      return `Another service is asked every minute; the alarm says: ${alarm.stateReason}`;
  }
}
