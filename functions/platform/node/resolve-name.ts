import { Resolver } from 'node:dns/promises';
import type { ResolvedAddress } from './exchange.ts';

/** Every address a name stands for; rejects with Node's error when there is none. */
export type Resolve = (name: string) => Promise<readonly ResolvedAddress[]>;

/**
 * Asks the name servers (`servers`: others than the machine's). Node's usual look-up would wait in one
 * of four threads, which a single slow name server could hold against everybody else's deliveries.
 * `localhost` is never asked for (RFC 6761, section 6.3).
 */
export const resolveName =
  (servers?: readonly string[]): Resolve =>
  async (name) => {
    if (/^(.+\.)?localhost\.?$/i.test(name)) return loopback;
    const resolver = new Resolver({ timeout: 2000, tries: 2 });
    if (servers) resolver.setServers(servers);
    const [four, six] = await Promise.allSettled([
      resolver.resolve4(name),
      resolver.resolve6(name),
    ]);
    const addresses = [...addressesIn(four, 4), ...addressesIn(six, 6)];
    if (addresses.length === 0 && four.status === 'rejected') throw four.reason;
    return addresses;
  };

const loopback: readonly ResolvedAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

const addressesIn = (
  answer: PromiseSettledResult<readonly string[]>,
  family: number,
): readonly ResolvedAddress[] =>
  answer.status === 'rejected' ? [] : answer.value.map((address) => ({ address, family }));
