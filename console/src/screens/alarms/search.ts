import * as z from 'zod';

const text = z.string().min(1).optional().catch(undefined);

export const alarmFilters = z.object({
  name: text,
  state: z.enum(['ok', 'alarm', 'insufficient data']).optional().catch(undefined),
  type: text,
});

export type AlarmFilters = z.infer<typeof alarmFilters>;

export const alarmTabs = z.object({
  tab: z.enum(['firings', 'history', 'why', 'signing']).optional().catch(undefined),
  /** The event that is asked about. */
  event: text,
});

/** What a new alarm begins with. */
export const alarmBeginning = z.object({
  name: text,
  type: text,
  webhook: text,
  metric: text,
  resource: text,
  /** The alarm that it is a copy of. */
  like: text,
});

export type AlarmBeginning = z.infer<typeof alarmBeginning>;
