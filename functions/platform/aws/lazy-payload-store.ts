import { inlinePayloadBytes } from '../core/payload.ts';
import type { PayloadStore } from '../ports.ts';

/**
 * Loads the S3 client when a payload is large enough to need it: few are, and loading it takes a fifth of a cold
 * start.
 */
export function lazyPayloadStore(
  environment: Readonly<Record<string, string | undefined>>,
  bucket: string,
): PayloadStore {
  let opened: Promise<PayloadStore> | undefined;
  const open = async (): Promise<PayloadStore> => {
    const [{ s3Client }, { s3PayloadStore }] = await Promise.all([
      import('./s3.ts'),
      import('./payload-store.ts'),
    ]);
    return s3PayloadStore(s3Client(environment), bucket);
  };
  const store = (): Promise<PayloadStore> => (opened ??= open());
  return {
    store: async (owner, text) =>
      Buffer.byteLength(text) <= inlinePayloadBytes ? { text } : (await store()).store(owner, text),
    load: async (payload) => ('text' in payload ? payload.text : (await store()).load(payload)),
    link: async (...given) => (await store()).link(...given),
  };
}
