import type { PublisherAnswer, PublisherRequest } from '../../contract/publisher.ts';
import type { Caller } from '../../platform/core/caller.ts';
import { tooManyFailures } from '../core/refusal.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import type { Ports } from '../ports.ts';
import type { PublisherGate } from '../../platform/ports.ts';

/** How long a credential that was right counts as right without asking again. */
const atMostSeconds = 5;
const mostRemembered = 1000;

/** Remembers for a moment which credentials were right; of a wrong one is asked every time. */
export function rememberedPublishers(
  { clock, secrets }: Pick<Ports, 'clock' | 'secrets'>,
  ask: (request: PublisherRequest) => Promise<PublisherAnswer>,
): PublisherGate['byApplicationCredential'] {
  const recent = new Map<string, { readonly until: Instant; readonly caller: Caller }>();
  return async (id, secret, source) => {
    const now = clock.now();
    const key = secrets.hash(JSON.stringify([id, secret]));
    const known = recent.get(key);
    if (known && now < known.until) return known.caller;
    recent.delete(key);
    const { caller, retryAfterSeconds } = await ask({ publisher: { id, secret, ...source } });
    if (retryAfterSeconds !== undefined) throw tooManyFailures(retryAfterSeconds);
    if (caller) {
      if (recent.size >= mostRemembered) recent.clear();
      recent.set(key, { until: after(now, atMostSeconds), caller });
    }
    return caller;
  };
}
