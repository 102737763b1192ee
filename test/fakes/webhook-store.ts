import { aKey, aPartition, aRow } from './dynamo-limits.ts';
import type { Webhook } from '../../functions/engine/core/webhooks/webhook.ts';
import type { WebhookStore } from '../../functions/engine/ports.ts';

export function memoryWebhookStore(): WebhookStore {
  const webhooks = new Map<string, Webhook>();
  const calls = new Map<string, number>();
  return {
    async create(webhook) {
      webhooks.set(aKey(webhook.id), aRow({ ...webhook }));
    },
    async replace(webhook) {
      if (!webhooks.has(webhook.id)) return 'gone';
      webhooks.set(aKey(webhook.id), aRow({ ...webhook }));
      return 'stored';
    },
    resolve: async (id) => webhooks.get(aPartition(id)),
    async countCall(id, now) {
      const key = `${id}/${now.slice(0, 16)}`;
      calls.set(key, (calls.get(key) ?? 0) + 1);
      return calls.get(key) ?? 0;
    },
    list: async (projectId) =>
      [...webhooks.values()].filter((webhook) => webhook.projectId === aPartition(projectId)),
    listAll: async () => [...webhooks.values()],
    async remove(webhook) {
      webhooks.delete(webhook.id);
    },
  };
}
