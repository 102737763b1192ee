import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Networks that alarm actions may reach although they are not public. */
export type Networks = readonly (readonly [Address, number])[];

/** Reads comma-separated CIDR blocks; throws on anything else, so that a misconfigured deployment does not start. */
export const networksOf = (cidrs: string): Networks =>
  cidrs
    .split(',')
    .map((cidr) => cidr.trim())
    .filter((cidr) => cidr !== '')
    .map((cidr) => ipaddr.parseCIDR(cidr));

/** The IPv6 range that IANA allocates public addresses from; everything outside is reserved or special. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

/**
 * Why connections to this address are refused; undefined if it is public or within `allowed`.
 *
 * Only the canonical spelling is accepted: dotted decimal without leading zeros, or IPv6 without a zone.
 * An IPv4-mapped address is treated as the IPv4 address in it. Other addresses that embed one (NAT64,
 * 6to4, Teredo) are always refused.
 */
export function addressRefusal(text: string, allowed: Networks): string | undefined {
  const address = canonical(text);
  if (!address) return 'not an address in its usual form';
  if (allowed.some(([network, bits]) => contains(network, bits, address))) return undefined;
  const range = rangeOf(address);
  return range === 'unicast' ? undefined : `not a public address (${range})`;
}

function canonical(text: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (text.includes('%') || !ipaddr.IPv6.isValid(text)) return undefined;
  return ipaddr.process(text);
}

const contains = (network: Address, bits: number, address: Address): boolean =>
  network.kind() === address.kind() && address.match(network, bits);

function rangeOf(address: Address): string {
  const range = address.range();
  const inUse = address.kind() === 'ipv4' || address.match(globalUnicast);
  return range === 'unicast' && !inUse ? 'reserved' : range;
}
