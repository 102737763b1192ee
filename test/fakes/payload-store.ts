import { inlinePayloadBytes } from '../../functions/platform/core/payload.ts';
import type { PayloadStore } from '../../functions/platform/ports.ts';

/** Payloads in memory. `objects` has them by key, and linked responses by URL. */
export function memoryPayloadStore(): PayloadStore & {
  readonly objects: ReadonlyMap<string, string>;
} {
  const objects = new Map<string, string>();
  return {
    objects,
    async store(owner, text) {
      if (Buffer.byteLength(text) <= inlinePayloadBytes) return { text };
      const key = `payloads/${owner}`;
      objects.set(key, text);
      return { key };
    },
    async load(payload) {
      if ('text' in payload) return payload.text;
      const text = objects.get(payload.key);
      if (text === undefined) throw new Error(`payload ${payload.key} does not exist`);
      return text;
    },
    async link(owner, text) {
      const url = `https://objects.example/responses/${owner}`;
      objects.set(url, text);
      return url;
    },
  };
}
