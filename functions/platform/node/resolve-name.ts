import { Resolver } from 'node:dns/promises';
import type { ResolvedAddress } from './exchange.ts';

/** Every address of a name. Rejects with Node's error if there is none. */
export type Resolve = (name: string) => Promise<readonly ResolvedAddress[]>;

/**
 * Queries name servers: `servers`, or those of the machine. Node's default look-up runs in a pool of four
 * threads, where one slow name server could block all deliveries. `localhost` is never queried
 * (RFC 6761, section 6.3).
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
