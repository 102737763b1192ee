import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { isUuidLike } from '../../../platform/core/uuid.ts';
import { requireRole } from '../../core/alarm-access.ts';
import type { DeliverySummary } from '../../core/delivery/delivery.ts';
import type { Ports } from '../../ports.ts';
import type { DeliveryFilter } from '../../delivery-ports.ts';

/** A page of the deliveries of the caller's project, newest first; it begins after the one with the id `marker`. */
export async function listDeliveries(
  { deliveries }: Pick<Ports, 'deliveries'>,
  caller: Caller,
  { marker, ...filter }: DeliveryFilter & { readonly marker?: string | undefined },
): Promise<readonly DeliverySummary[]> {
  requireRole(caller, 'reader');
  if (marker === undefined) return deliveries.list(caller.projectId, filter);
  const after = isUuidLike(marker) ? await deliveries.get(caller.projectId, marker) : undefined;
  if (!after) throw new Fault('invalid', `Marker ${marker} not found.`);
  return deliveries.list(caller.projectId, { ...filter, after });
}
