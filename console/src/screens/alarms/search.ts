import * as z from 'zod';
import { addressText } from '../../address.ts';

export const alarmFilters = z.object({
  name: addressText,
  state: z.enum(['ok', 'alarm', 'insufficient data']).optional().catch(undefined),
  type: addressText,
});

export type AlarmFilters = z.infer<typeof alarmFilters>;

export const alarmTabs = z.object({
  tab: z.enum(['firings', 'history', 'why', 'signing']).optional().catch(undefined),
  /** The event that is asked about. */
  event: addressText,
});

/** What a new alarm begins with. */
export const alarmBeginning = z.object({
  name: addressText,
  type: addressText,
  webhook: addressText,
  metric: addressText,
  resource: addressText,
  /** The alarm that it is a copy of. */
  like: addressText,
});

export type AlarmBeginning = z.infer<typeof alarmBeginning>;
