import { addressRefusal, type Networks } from './address-guard.ts';

/** The target of an alarm action, as far as the URL alone tells. */
export type DeliveryTarget =
  /** A literal address that may be reached. */
  | { readonly kind: 'address'; readonly url: URL; readonly address: string }
  /** A name; the addresses that it resolves to are still to be checked. */
  | { readonly kind: 'name'; readonly url: URL; readonly name: string }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Reads the URL of an action, or of a redirect relative to `base`. The WHATWG parser normalises every
 * spelling of an IPv4 address (octal, hexadecimal, a single number, full-width digits, a trailing dot)
 * to dotted decimal, so that no literal address is mistaken for a name.
 */
export function deliveryTarget(text: string, allowed: Networks, base?: URL): DeliveryTarget {
  if (!URL.canParse(text, base?.href)) return { kind: 'refused', reason: 'not a URL' };
  const url = new URL(text, base?.href);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { kind: 'refused', reason: `no way to post to ${url.protocol}` };
  const address = literal(url.hostname);
  if (address === undefined) return { kind: 'name', url, name: url.hostname };
  const reason = addressRefusal(address, allowed);
  return reason === undefined ? { kind: 'address', url, address } : { kind: 'refused', reason };
}

function literal(hostname: string): string | undefined {
  if (hostname.startsWith('[')) return hostname.slice(1, -1);
  return /^[\d.]+$/.test(hostname) ? hostname : undefined;
}
