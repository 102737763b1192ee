import type { Webhook } from '../../core/function.ts';
import type { WebhookStore } from '../../ports/engine.ts';

export function memoryWebhookStore(): WebhookStore {
  const webhooks = new Map<string, Webhook>();
  return {
    async create(webhook) {
      webhooks.set(webhook.id, webhook);
    },
    async replace(webhook) {
      if (!webhooks.has(webhook.id)) return 'gone';
      webhooks.set(webhook.id, webhook);
      return 'stored';
    },
    resolve: async (id) => webhooks.get(id),
    list: async (projectId) =>
      [...webhooks.values()].filter((webhook) => webhook.projectId === projectId),
    listAll: async () => [...webhooks.values()],
    async remove(webhook) {
      webhooks.delete(webhook.id);
    },
  };
}
