import ipaddr from 'ipaddr.js';

/**
 * The network that login failures of an address are counted for: the address itself, or the /64 of an
 * IPv6 address, because one client can use any address of it. Other texts stay as they are.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  const groups = parsed.parts.slice(0, 4).map((group) => group.toString(16));
  return `${groups.join(':')}::/64`;
}
