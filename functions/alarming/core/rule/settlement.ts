import type { Instant } from '../../../platform/core/instant.ts';
import type { Alarm } from '../alarm.ts';

/** Since when the bus has the rule of this version of an alarm; `unknown` for alarms of an earlier release. */
export type Settlement =
  | { readonly kind: 'settled'; readonly at: Instant }
  | { readonly kind: 'unsettled' }
  | { readonly kind: 'unknown' };

export interface SettledAlarm {
  readonly alarm: Alarm;
  readonly settlement: Settlement;
}
