import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SecretHasher } from '../ports.ts';

const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Generated secrets have 512 random bits, as Keystone's. They cannot be guessed, so a fast hash suffices. */
export const sha256Secrets: SecretHasher = {
  generate: () => randomBytes(64).toString('base64url'),
  hash: (secret) => digest(secret).toString('base64url'),
  verify(secret, hash) {
    const expected = Buffer.from(hash, 'base64url');
    const given = digest(secret);
    return expected.length === given.length && timingSafeEqual(expected, given);
  },
};
