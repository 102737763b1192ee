/** HMAC-SHA256 of the text in UTF-8, in base64. */
export type HmacSha256 = (key: Uint8Array<ArrayBuffer>, text: string) => string;

/** The specification requires 192 to 512 bits. */
const keyBytes = { least: 24, most: 64 } as const;

const secretPrefix = 'whsec_';

/** The key in a signing secret (`whsec_` and base64); undefined for anything else. */
export function signingKey(secret: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(secret)) return undefined;
  const encoded = secret.slice(secretPrefix.length).replace(/=+$/, '');
  if (encoded.length % 4 === 1) return undefined;
  const key = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  return key.length >= keyBytes.least && key.length <= keyBytes.most ? key : undefined;
}

/** The signing secret with this key, in the form shown to its owner. */
export const signingSecret = (key: Uint8Array): string =>
  `${secretPrefix}${btoa(String.fromCharCode(...key))}`;

/**
 * The headers by which a receiver verifies a delivery and its age (Standard Webhooks 1.0.0, symmetric
 * scheme `v1`). `id` is the same for all attempts and must not contain a dot; the timestamp is the
 * attempt's. During a rotation both keys sign, the new one first.
 */
export function signatureHeaders(
  delivery: {
    readonly id: string;
    readonly timestampSeconds: number;
    readonly body: string;
  },
  keys: readonly Uint8Array<ArrayBuffer>[],
  hmac: HmacSha256,
): Readonly<Record<string, string>> {
  const { id, timestampSeconds, body } = delivery;
  const signatures = keys.map((key) => `v1,${hmac(key, `${id}.${timestampSeconds}.${body}`)}`);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': signatures.join(' '),
  };
}
