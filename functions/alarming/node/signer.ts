import { createHmac } from 'node:crypto';
import type { Signer } from '../delivery-ports.ts';

/** Derives every project's keys from one master key, which is loaded on first use; a failed load is tried again. */
export function derivingSigner(load: () => Promise<string | undefined>): Signer {
  let master: string | undefined;
  return {
    async keyOf(projectId, generation) {
      master ??= await load();
      if (!master) throw new Error('the secret of the delivery key holds none');
      const derived = createHmac('sha256', master)
        .update(`taibai/delivery-signing/1\n${projectId}\n${generation}`)
        .digest();
      return Uint8Array.from(derived);
    },
    hmac: (key, text) => createHmac('sha256', key).update(text).digest('base64'),
  };
}
