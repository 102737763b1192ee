import { aPartition, aRow } from './dynamo-limits.ts';
import type { DeliverySigning } from '../../functions/alarming/core/delivery/delivery-signing.ts';
import type { DeliverySignings } from '../../functions/alarming/delivery-ports.ts';

export function memoryDeliverySignings(): DeliverySignings {
  const rows = new Map<string, DeliverySigning>();
  return {
    async get(projectId) {
      return rows.get(aPartition(projectId));
    },
    async put(signing) {
      if ((rows.get(signing.projectId)?.version ?? 0) !== signing.version - 1) return 'stale';
      rows.set(aPartition(signing.projectId), aRow(signing));
      return 'stored';
    },
  };
}
