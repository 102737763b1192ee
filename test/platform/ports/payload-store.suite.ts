import { beforeAll, describe, expect, test } from 'vitest';
import { inlinePayloadBytes } from '../../../functions/platform/core/payload.ts';
import type { PayloadStore } from '../../../functions/platform/ports.ts';

const large = 'é😀\n'.repeat(inlinePayloadBytes / 4);

/** `get` returns the body of a GET of a link. */
export function payloadStoreSuite(
  make: () => Promise<{ readonly store: PayloadStore; get(url: string): Promise<string> }>,
) {
  describe('a payload store', () => {
    let made: Awaited<ReturnType<typeof make>>;
    beforeAll(async () => {
      made = await make();
    });

    test('returns a small text inline', async () => {
      const text = 'x'.repeat(inlinePayloadBytes);
      expect(await made.store.store('executions/demo/1/input', text)).toEqual({ text });
      expect(await made.store.load({ text: '' })).toBe('');
    });

    test('stores a large text as an object', async () => {
      const payload = await made.store.store('executions/demo/2/input', large);
      expect(payload).toEqual({ key: 'payloads/executions/demo/2/input' });
      expect(await made.store.load(payload)).toBe(large);
    });

    test('replaces the earlier text of the same owner', async () => {
      await made.store.store('executions/demo/3/log', large);
      const payload = await made.store.store('executions/demo/3/log', `${large}again`);
      expect(await made.store.load(payload)).toBe(`${large}again`);
    });

    test('fails if there is no such object', async () => {
      await expect(made.store.load({ key: 'payloads/nothing' })).rejects.toBeInstanceOf(Error);
    });

    test('makes a link that anyone can GET', async () => {
      const url = await made.store.link(
        'executions/demo/4/log',
        large,
        'text/plain; charset=utf-8',
      );
      expect(await made.get(url)).toBe(large);
    });
  });
}
