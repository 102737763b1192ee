import type { Delivery } from '../../core/delivery/delivery.ts';
import type { Ports, DeliveryFilter } from '../../ports.ts';

/** The project's deliveries, the newest first. */
export const listDeliveries = (
  { deliveries }: Pick<Ports, 'deliveries'>,
  { projectId, ...filter }: DeliveryFilter & { readonly projectId: string },
): Promise<readonly Delivery[]> => deliveries.list(projectId, filter);
