import { expiringCache } from '../../../platform/app/expiring-cache.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { after, instantOf, type Instant } from '../../../platform/core/instant.ts';
import type { Clock } from '../../../platform/ports.ts';
import type { SecretHasher } from '../../ports.ts';
import { callerOf, type TokenContent } from './token-content.ts';

export interface CacheAdapters {
  readonly clock: Clock;
  readonly secrets: Pick<SecretHasher, 'hash'>;
}

type AskKeystone = () => Promise<TokenContent | undefined>;

const cacheLimit = 1000;

/** How long a refused credential is cached at most; shorter, because it may become valid. */
const refusedMaximumSeconds = 10;

const earlier = (one: Instant, other: Instant): Instant => (one < other ? one : other);

/**
 * The caller a credential stands for, from the cache or from Keystone; concurrent requests for the same
 * credential share one answer. Keys are hashes of the credentials. Refused credentials have a cache of
 * their own, so that they cannot evict callers.
 */
export function callerCache(
  { cacheSeconds }: { readonly cacheSeconds: number },
  { clock, secrets }: CacheAdapters,
) {
  const callers = expiringCache<Caller>(clock, cacheLimit);
  const refused = expiringCache<true>(clock, cacheLimit);
  const pending = new Map<string, Promise<Caller | undefined>>();

  async function find(key: string, ask: AskKeystone): Promise<Caller | undefined> {
    // The age counts from before the request: a revocation right after the answer is seen in time.
    const asked = clock.now();
    const content = await ask();
    const expiry = content && instantOf(Date.parse(content.expires_at));
    const caller = content && callerOf(content);
    if (caller && expiry !== undefined && clock.now() < expiry) {
      callers.set(key, caller, earlier(after(asked, cacheSeconds), expiry));
      return caller;
    }
    const seconds = Math.min(cacheSeconds, refusedMaximumSeconds);
    refused.set(key, true, after(asked, seconds));
    return undefined;
  }

  return async (credential: readonly string[], ask: AskKeystone): Promise<Caller | undefined> => {
    const key = secrets.hash(JSON.stringify(credential));
    const known = callers.get(key);
    if (known || refused.get(key)) return known;
    const answer = pending.get(key) ?? find(key, ask).finally(() => pending.delete(key));
    pending.set(key, answer);
    return answer;
  };
}
