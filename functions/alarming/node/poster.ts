import { performance } from 'node:perf_hooks';
import { addressRefusal, type Networks } from '../core/delivery/address-guard.ts';
import { deliveryTarget } from '../core/delivery/delivery-target.ts';
import type { Poster, PosterAnswer } from '../delivery-ports.ts';
import { keptConnections } from '../../platform/node/connections.ts';
import { type Answer, exchange } from '../../platform/node/exchange.ts';
import { type Resolve, resolveName } from '../../platform/node/resolve-name.ts';

export interface PosterLimits {
  readonly connectMilliseconds: number;
  /** For the whole post: name resolution, redirects, and reading the response. */
  readonly totalMilliseconds: number;
  readonly answerBytes: number;
}

const defaultLimits: PosterLimits = {
  connectMilliseconds: 5000,
  totalMilliseconds: 10_000,
  answerBytes: 2048,
};

/** Only 307 and 308 repeat the POST; other redirects would turn it into a GET and count as failures. */
const followedStatuses: readonly (number | undefined)[] = [307, 308];
const maximumRedirects = 3;

type Request = Parameters<Poster['post']>[0];

/**
 * Posts with Node's own client. A name is resolved once, all its addresses are checked, and the connection
 * goes to one of these, also if it is an earlier one; every redirect is checked in the same way. Certificates are
 * always verified: Aodh's `aodh-alarm-ssl-verify=0` stays in the URL but has no effect.
 */
export function nodePoster({
  allowedNetworks,
  resolve = resolveName(),
  limits = defaultLimits,
}: {
  readonly allowedNetworks: Networks;
  readonly resolve?: Resolve;
  readonly limits?: PosterLimits;
}): Poster {
  const connections = keptConnections();

  /** The target with the addresses to connect to, or why it is refused. */
  async function check(text: string, base: URL | undefined, signal: AbortSignal) {
    const target = deliveryTarget(text, allowedNetworks, base);
    if (target.kind !== 'name')
      return target.kind === 'refused' ? target : { ...target, addresses: undefined };
    const addresses = await orAborted(resolve(target.name), signal);
    const refusals = addresses.map(({ address }) => addressRefusal(address, allowedNetworks));
    const reason = refusals.find((refusal) => refusal !== undefined);
    return reason === undefined ? { ...target, addresses } : { kind: 'refused' as const, reason };
  }

  async function follow(
    request: Request,
    signal: AbortSignal,
    from?: { readonly base: URL; readonly redirects: number },
  ): Promise<Answer | { readonly kind: 'refused'; readonly reason: string }> {
    const target = await check(request.url, from?.base, signal);
    if (target.kind === 'refused') return target;
    const answer = await exchange({
      method: 'POST',
      ...request,
      ...target,
      ...limits,
      connections,
      signal,
    });
    const { location } = answer.headers;
    const redirects = from?.redirects ?? 0;
    if (
      request.onlyHere ||
      redirects === maximumRedirects ||
      location === undefined ||
      !followedStatuses.includes(answer.status)
    )
      return answer;
    return follow({ ...request, url: location }, signal, {
      base: target.url,
      redirects: redirects + 1,
    });
  }

  return {
    async post(request) {
      const started = performance.now();
      const signal = AbortSignal.timeout(limits.totalMilliseconds);
      const answer = await follow(request, signal).catch((error: unknown) => endingOf(error));
      return { ...described(answer), latencyMilliseconds: Math.round(performance.now() - started) };
    },
  };
}

type Ending =
  | Answer
  | { readonly kind: 'refused' | 'unreachable' | 'timed-out'; readonly reason: string };

function described(ending: Ending): Omit<PosterAnswer, 'latencyMilliseconds'> {
  if ('kind' in ending) return { outcome: ending, answer: '' };
  const { status, text, headers } = ending;
  const kind = status >= 200 && status < 300 ? 'delivered' : 'rejected';
  return { outcome: { kind, status }, answer: text, retryAfter: headers['retry-after'] };
}

/** How the attempt failed, by Node's error code only: its messages contain addresses, and URLs with their secrets. */
function endingOf(error: unknown): Ending {
  if (!(error instanceof Error)) throw error;
  if (error.name === 'TimeoutError')
    return { kind: 'timed-out', reason: 'no answer within the time-out' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { kind: 'unreachable', reason: code };
}

/** Stops waiting for the promise when the signal aborts. */
const orAborted = <Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> =>
  Promise.race([
    promise,
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    }),
  ]);
