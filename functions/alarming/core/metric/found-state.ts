import type { Json } from '../../../platform/core/python-json.ts';
import type { AlarmState } from '../alarm.ts';

/** What an evaluation on measures says of an alarm in a state. */
export interface FoundState {
  readonly state: AlarmState;
  readonly reason: string;
  readonly reasonData: Json;
  /** Whether an alarm that repeats its actions repeats them on this; Aodh's evaluators differ. */
  readonly repeats: boolean;
  /** Why the state is not known, in more words than Aodh has for an alarm that stays unknown. */
  readonly why?: string | undefined;
}
