import * as z from 'zod';

const text = z.string().min(1).optional().catch(undefined);

export const eventFilters = z.object({
  type: text,
  /** `name=value` */
  trait: text,
  id: text,
  outcome: z.enum(['fired', 'hit', 'none']).optional().catch(undefined),
  /** Whether the dialog that sends an event is open, and with which example. */
  send: text,
});

export type EventFilters = z.infer<typeof eventFilters>;

export const eventView = z.object({
  /** The alarm whose decision is asked for. */
  alarm: text,
});
