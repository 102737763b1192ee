import * as z from 'zod';
import { deliveryStates } from '../core/delivery/delivery.ts';
import { Fault } from '../../platform/core/fault.ts';
import { instantOf } from '../../platform/core/instant.ts';
import type { DeliveryFilter } from '../ports.ts';

const usualLimit = 100;
const largestLimit = 1000;

/** `since` without an offset is UTC, as everywhere in Aodh. */
const since = z
  .string()
  .transform((text) => Date.parse(/([zZ]|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`))
  .refine((milliseconds) => Math.abs(milliseconds) < 8.64e15, 'Not a timestamp.')
  .transform(instantOf);

const fields = z.strictObject({
  alarm: z.string().optional(),
  state: z.enum(deliveryStates).optional(),
  since: since.optional(),
  limit: z.coerce.number().int().min(1).max(largestLimit).default(usualLimit),
});

/** Reads the filter of a list of deliveries, or of those to be delivered again. */
export function deliveryFilter(given: unknown): DeliveryFilter {
  const read = fields.safeParse(given);
  if (!read.success) {
    const [issue] = read.error.issues;
    if (issue?.code === 'unrecognized_keys')
      throw new Fault('invalid', `Unknown argument: "${issue.keys.join('", "')}"`);
    throw new Fault('invalid', `Invalid input for ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { alarm, state, ...rest } = read.data;
  return { ...rest, alarmId: alarm, states: state && [state] };
}
