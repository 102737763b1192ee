import { beforeAll, describe, expect, test } from 'vitest';
import { inlinePayloadBytes } from '../../../functions/platform/core/payload.ts';
import type { PayloadStore } from '../../../functions/platform/ports.ts';

const large = 'é😀\n'.repeat(inlinePayloadBytes / 4);

/** `get` answers what a GET of a link answers. */
export function payloadStoreSuite(
  make: () => Promise<{ readonly store: PayloadStore; get(url: string): Promise<string> }>,
) {
  describe('a payload store', () => {
    let made: Awaited<ReturnType<typeof make>>;
    beforeAll(async () => {
      made = await make();
    });

    test('leaves a small text in its row', async () => {
      const text = 'x'.repeat(inlinePayloadBytes);
      expect(await made.store.store('executions/demo/1/input', text)).toEqual({ text });
      expect(await made.store.load({ text: '' })).toBe('');
    });

    test('keeps a text whose bytes are too many apart, whole', async () => {
      const payload = await made.store.store('executions/demo/2/input', large);
      expect(payload).toEqual({ key: 'payloads/executions/demo/2/input' });
      expect(await made.store.load(payload)).toBe(large);
    });

    test('replaces what the same owner stored before', async () => {
      await made.store.store('executions/demo/3/log', large);
      const payload = await made.store.store('executions/demo/3/log', `${large}again`);
      expect(await made.store.load(payload)).toBe(`${large}again`);
    });

    test('fails for what is not there', async () => {
      await expect(made.store.load({ key: 'payloads/nothing' })).rejects.toBeInstanceOf(Error);
    });

    test('hands out a link that anybody may follow', async () => {
      const url = await made.store.link(
        'executions/demo/4/log',
        large,
        'text/plain; charset=utf-8',
      );
      expect(await made.get(url)).toBe(large);
    });
  });
}
