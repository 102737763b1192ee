import type { DeliverySigning } from '../../functions/alarming/core/delivery/delivery-signing.ts';
import type { DeliverySignings } from '../../functions/alarming/ports.ts';

export function memoryDeliverySignings(): DeliverySignings {
  const rows = new Map<string, DeliverySigning>();
  return {
    async get(projectId) {
      return rows.get(projectId);
    },
    async put(signing) {
      if ((rows.get(signing.projectId)?.version ?? 0) !== signing.version - 1) return 'stale';
      rows.set(signing.projectId, signing);
      return 'stored';
    },
  };
}
