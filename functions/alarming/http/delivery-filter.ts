import * as z from 'zod';
import { alarmLimits } from '../core/alarm-limits.ts';
import { deliveryStates } from '../core/delivery/delivery.ts';
import { Fault } from '../../platform/core/fault.ts';
import { instantOf } from '../../platform/core/instant.ts';
import type { DeliveryFilter } from '../delivery-ports.ts';

const defaultLimit = 100;
const maximumLimit = 1000;

const iso8601 = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?([zZ]|[+-]\d\d:?\d\d)?)?$/;

/** Without an offset, `since` is in UTC, as everywhere in Aodh. */
const since = z
  .string()
  .regex(iso8601, 'Not a timestamp.')
  .transform((text) => Date.parse(/([zZ]|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`))
  .refine((milliseconds) => Math.abs(milliseconds) < 8.64e15, 'Not a timestamp.')
  .transform(instantOf);

const fields = z.strictObject({
  alarm: z.string().max(alarmLimits.idCharacters).optional(),
  state: z.enum(deliveryStates).optional(),
  since: since.optional(),
  limit: z.coerce.number().int().min(1).max(maximumLimit).default(defaultLimit),
});

/** Reads which deliveries to redeliver. */
export const deliveryFilter = (given: unknown): DeliveryFilter => filterOf(given);

/** Reads which deliveries to list: those after `marker`, the last one of the page before. */
export function deliveryPage(
  given: unknown,
): DeliveryFilter & { readonly marker: string | undefined } {
  const { marker, ...others } = withMarker.parse(given);
  return { ...filterOf(others), marker };
}

const withMarker = z.looseObject({ marker: z.string().optional() });

function filterOf(given: unknown): DeliveryFilter {
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
