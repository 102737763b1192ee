import type { Delivery } from '../../core/delivery.ts';
import type { Ports } from '../../ports.ts';
import type { DeliveryFilter } from '../../ports/alarming.ts';

/** The project's deliveries, the newest first. */
export const listDeliveries = (
  { deliveries }: Pick<Ports, 'deliveries'>,
  { projectId, ...filter }: DeliveryFilter & { readonly projectId: string },
): Promise<readonly Delivery[]> => deliveries.list(projectId, filter);
