import type { Caller } from '../../../platform/core/caller.ts';
import { requireRole } from '../../core/alarm-access.ts';
import type { DeliverySummary } from '../../core/delivery/delivery.ts';
import type { DeliveryFilter, Ports } from '../../ports.ts';

/** Lists the deliveries of the caller's project, newest first. */
export async function listDeliveries(
  { deliveries }: Pick<Ports, 'deliveries'>,
  caller: Caller,
  filter: DeliveryFilter,
): Promise<readonly DeliverySummary[]> {
  requireRole(caller, 'reader');
  return deliveries.list(caller.projectId, filter);
}
