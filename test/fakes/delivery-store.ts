import { aRow, rowKey } from './dynamo-limits.ts';
import { comesAfter, type Delivery } from '../../functions/alarming/core/delivery/delivery.ts';
import type { DeliveryStore } from '../../functions/alarming/delivery-ports.ts';

const key = rowKey;

export function memoryDeliveryStore(): DeliveryStore {
  const rows = new Map<string, Delivery>();
  return {
    async get(projectId, id) {
      return rows.get(key(projectId, id));
    },
    async put(delivery) {
      const at = key(delivery.projectId, delivery.id);
      if ((rows.get(at)?.version ?? 0) !== delivery.version - 1) return 'stale';
      rows.set(at, aRow(delivery));
      return 'stored';
    },
    async list(projectId, { alarmId, states, since, after, limit }) {
      const selected = [...rows.values()].filter(
        (row) =>
          row.projectId === projectId &&
          (alarmId === undefined || row.alarmId === alarmId) &&
          (states === undefined || states.includes(row.state)) &&
          (since === undefined || row.createdAt >= since) &&
          (after === undefined || comesAfter(row, after)),
      );
      return selected
        .toSorted((left, right) => (comesAfter(left, right) ? 1 : -1))
        .slice(0, limit)
        .map(({ body: _body, ...summary }) => summary);
    },
    async due(now, limit) {
      return [...rows.values()]
        .filter((row) => row.dueAt !== null && row.dueAt <= now)
        .toSorted((left, right) => ((left.dueAt ?? '') < (right.dueAt ?? '') ? -1 : 1))
        .slice(0, limit)
        .map(({ projectId, id }) => ({ projectId, id }));
    },
  };
}
