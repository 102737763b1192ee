import { describe, expect, test } from 'vitest';
import type { WebhookStore } from '../../../functions/engine/ports.ts';
import { aWebhook } from '../support/engine-builders.ts';

export function webhookStoreSuite(make: () => Promise<WebhookStore>) {
  describe('a webhook store', () => {
    test('finds a webhook by its id alone as soon as it is created', async () => {
      const store = await make();
      const webhook = aWebhook();
      await store.create(webhook);
      expect(await store.resolve(webhook.id)).toEqual(webhook);
      expect(await store.list('demo')).toEqual([webhook]);
      expect(await store.list('alt')).toEqual([]);
      expect(await store.listAll()).toEqual([webhook]);
    });

    test('counts the calls of each webhook by the minute', async () => {
      const store = await make();
      const [one, other] = [aWebhook(), aWebhook()];
      const minute = '2026-11-23T08:00:';
      expect(await store.countCall(one.id, `${minute}00.000000Z`)).toBe(1);
      expect(await store.countCall(one.id, `${minute}59.000000Z`)).toBe(2);
      expect(await store.countCall(other.id, `${minute}00.000000Z`)).toBe(1);
      expect(await store.countCall(one.id, '2026-11-23T08:01:00.000000Z')).toBe(1);
    });

    test('a change is visible at once, and never brings a removed webhook back', async () => {
      const store = await make();
      const webhook = aWebhook();
      await store.create(webhook);
      const changed = { ...webhook, description: 'changed' };
      expect(await store.replace(changed)).toBe('stored');
      expect(await store.resolve(webhook.id)).toEqual(changed);
      await store.remove(changed);
      expect(await store.resolve(webhook.id)).toBeUndefined();
      expect(await store.replace(webhook)).toBe('gone');
      expect(await store.resolve(webhook.id)).toBeUndefined();
      expect(await store.list('demo')).toEqual([]);
    });
  });
}
