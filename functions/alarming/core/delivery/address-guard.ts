import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Networks that a deployment lets its alarm actions reach although they are not public. */
export type Networks = readonly (readonly [Address, number])[];

/** Reads comma-separated CIDR blocks; throws on anything else, because half a list is a mistake of the deployment. */
export const networksOf = (cidrs: string): Networks =>
  cidrs
    .split(',')
    .map((cidr) => cidr.trim())
    .filter((cidr) => cidr !== '')
    .map((cidr) => ipaddr.parseCIDR(cidr));

/** All that IANA has given out for the public IPv6 internet; what lies outside is special, now or later. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

/**
 * Why nothing may connect to this address, or undefined when it is public or within `allowed`.
 *
 * Only the canonical spelling counts as an address: dotted decimal without leading zeros, or IPv6
 * without a zone. An IPv4-mapped address is judged as the IPv4 address inside it. The other forms
 * that carry one (NAT64, 6to4, Teredo) are refused as such, whatever they carry.
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
