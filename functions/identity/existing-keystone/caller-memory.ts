import type { Caller } from '../../platform/core/caller.ts';
import { after, instantOf, type Instant } from '../../platform/core/instant.ts';
import type { Ports } from '../ports.ts';
import { sha256Secrets } from '../node/sha256.ts';
import { boundedMemory } from './bounded-memory.ts';
import { callerOf, type TokenContent } from './token.ts';

const remembered = 1000;

/** What is wrong may be put right, so it is looked at again soon. */
const strangerAtMostSeconds = 10;

const earlier = (one: Instant, other: Instant): Instant => (one < other ? one : other);

/**
 * Who a credential stands for, from memory or by asking; all who wait for the same answer ask once. Kept
 * are hashes only. Wrong credentials have a memory of their own: any number of them displaces no caller.
 */
export function callerMemory(
  { rememberSeconds }: { readonly rememberSeconds: number },
  { clock }: Pick<Ports, 'clock'>,
) {
  const callers = boundedMemory<Caller>({ clock }, remembered);
  const strangers = boundedMemory<true>({ clock }, remembered);
  const asking = new Map<string, Promise<Caller | undefined>>();

  async function find(key: string, ask: () => Promise<TokenContent | undefined>) {
    // Counted from the question: what is revoked behind the answer is not seen later than promised.
    const asked = clock.now();
    const content = await ask();
    const expiry = content && instantOf(Date.parse(content.expires_at));
    const caller = content && callerOf(content);
    if (caller && expiry !== undefined && clock.now() < expiry) {
      callers.keep(key, caller, earlier(after(asked, rememberSeconds), expiry));
      return caller;
    }
    const seconds = Math.min(rememberSeconds, strangerAtMostSeconds);
    strangers.keep(key, true, after(asked, seconds));
    return undefined;
  }

  return async (
    credential: readonly string[],
    ask: () => Promise<TokenContent | undefined>,
  ): Promise<Caller | undefined> => {
    const key = sha256Secrets.hash(JSON.stringify(credential));
    const known = callers.get(key);
    if (known || strangers.get(key)) return known;
    const under = asking.get(key) ?? find(key, ask).finally(() => asking.delete(key));
    asking.set(key, under);
    return under;
  };
}
