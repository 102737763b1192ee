import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { SecretBox, SecretPlace } from '../secret-ports.ts';

const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const version = '1.';

/**
 * Encrypts with a key that is derived from a secret, which is loaded on first use; a failed load is tried
 * again. A sealed value is bound to its place: in another function's row, or under another name, it cannot
 * be opened.
 */
export function aesSecretBox(load: () => Promise<string | undefined>): SecretBox {
  let key: Buffer | undefined;
  const loaded = async () => {
    if (key) return key;
    const master = await load();
    if (!master) throw new Error('the secret of the key for functions holds none');
    key = Buffer.from(hkdfSync('sha256', master, '', 'taibai/function-secrets/1', keyBytes));
    return key;
  };

  return {
    async seal(place, value) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, await loaded(), nonce).setAAD(bound(place));
      const encrypted = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
      return version + Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64');
    },

    async open(place, sealed) {
      const content = Buffer.from(sealed.slice(version.length), 'base64');
      const opening = await loaded();
      try {
        const decipher = createDecipheriv(algorithm, opening, content.subarray(0, nonceBytes));
        decipher.setAAD(bound(place));
        decipher.setAuthTag(content.subarray(nonceBytes, nonceBytes + tagBytes));
        const encrypted = content.subarray(nonceBytes + tagBytes);
        return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}

const bound = ({ projectId, functionId, name }: SecretPlace): Buffer =>
  Buffer.from(JSON.stringify([projectId, functionId, name]));
