/** HMAC-SHA256 of the text in UTF-8, in base64. */
export type HmacSha256 = (key: Uint8Array<ArrayBuffer>, text: string) => string;

/** The spec asks for 192 to 512 bits. */
const keyBytes = { least: 24, most: 64 } as const;

const secretPrefix = 'whsec_';

/** The key inside a signing secret (`whsec_` and base64); undefined for anything else. */
export function signingKey(secret: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(secret)) return undefined;
  const encoded = secret.slice(secretPrefix.length).replace(/=+$/, '');
  if (encoded.length % 4 === 1) return undefined;
  const key = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  return key.length >= keyBytes.least && key.length <= keyBytes.most ? key : undefined;
}

/** A signing secret as its owner sees it. */
export const signingSecret = (key: Uint8Array): string =>
  `${secretPrefix}${btoa(String.fromCharCode(...key))}`;

/**
 * The headers by which a receiver knows that a delivery is ours and new (Standard Webhooks 1.0.0,
 * symmetric scheme `v1`). `id` stays the same over all attempts and must hold no dot; the timestamp,
 * in seconds, is the attempt's. While a secret is being replaced both keys sign, the new one first.
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
