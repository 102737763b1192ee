import type { PublisherAnswer, PublisherRequest } from '../../contract/publisher.ts';
import { expiringCache } from '../../platform/app/expiring-cache.ts';
import type { Caller } from '../../platform/core/caller.ts';
import { after } from '../../platform/core/instant.ts';
import type { PublisherGate } from '../../platform/ports.ts';
import { tooManyFailures } from '../core/refusal.ts';
import type { Ports } from '../ports.ts';

/** How long a verified credential is cached. */
const cacheSeconds = 5;
const cacheLimit = 1000;

/** Caches verified credentials; a wrong one is verified again each time. */
export function cachedPublishers(
  { clock, secrets }: Pick<Ports, 'clock' | 'secrets'>,
  verify: (request: PublisherRequest) => Promise<PublisherAnswer>,
): PublisherGate['byApplicationCredential'] {
  const callers = expiringCache<Caller>(clock, cacheLimit);
  return async (id, secret, source) => {
    const now = clock.now();
    const key = secrets.hash(JSON.stringify([id, secret]));
    const known = callers.get(key);
    if (known) return known;
    const { caller, retryAfterSeconds } = await verify({ publisher: { id, secret, ...source } });
    if (retryAfterSeconds !== undefined) throw tooManyFailures(retryAfterSeconds);
    if (caller) callers.set(key, caller, after(now, cacheSeconds));
    return caller;
  };
}
