import * as z from 'zod';
import { addressText } from '../../address.ts';

export const eventFilters = z.object({
  type: addressText,
  /** `name=value` */
  trait: addressText,
  id: addressText,
  outcome: z.enum(['fired', 'hit', 'none']).optional().catch(undefined),
  /** Whether the dialog that sends an event is open, and with which example. */
  send: addressText,
  /** The replay whose dialog is open; `new` for one that is to begin. */
  replay: addressText,
});

export type EventFilters = z.infer<typeof eventFilters>;

export const eventView = z.object({
  /** The alarm whose decision is asked for. */
  alarm: addressText,
});
