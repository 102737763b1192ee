import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { PasswordHasher } from '../ports.ts';

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP's third recommended setting for scrypt: 32 MiB of memory. */
const cost: Cost = { N: 2 ** 15, r: 8, p: 3 };
const keyBytes = 32;

/** The hash that the password of an unknown user is compared with, so that it takes the same time. */
const unknownUser = format(cost, Buffer.alloc(16), Buffer.alloc(keyBytes));

/** A hash is `scrypt$N$r$p$salt$key`: it names its cost, so a higher cost leaves old hashes valid. */
export const scryptPasswords: PasswordHasher = {
  async hash(password) {
    const salt = randomBytes(16);
    return format(cost, salt, await derive(password, salt, cost));
  },

  async verify(password, hash) {
    const [name, N, r, p, salt = '', key = ''] = (hash ?? unknownUser).split('$');
    if (name !== 'scrypt') throw new Error('a stored password hash has an unknown form');
    const derived = await derive(password, Buffer.from(salt, 'base64url'), {
      N: Number(N),
      r: Number(r),
      p: Number(p),
    });
    return timingSafeEqual(derived, Buffer.from(key, 'base64url')) && hash !== undefined;
  },
};

function format({ N, r, p }: Cost, salt: Buffer, key: Buffer): string {
  return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

function derive(password: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, keyBytes, { N, r, p, maxmem: 256 * N * r }, (failure, key) => {
      if (failure) reject(failure);
      else resolve(key);
    });
  });
}
