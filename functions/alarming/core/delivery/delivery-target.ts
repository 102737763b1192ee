import { addressRefusal, type Networks } from './address-guard.ts';

/** Where an alarm action leads, as far as its URL alone can say. */
export type DeliveryTarget =
  /** A literal address that may be reached. */
  | { readonly kind: 'address'; readonly url: URL; readonly address: string }
  /** A name: every address it stands for is still to be checked. */
  | { readonly kind: 'name'; readonly url: URL; readonly name: string }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Reads the URL of an action, or of a redirect seen from `base`. The WHATWG parser turns every
 * spelling of an IPv4 address (octal, hexadecimal, one number, full-width digits, a dot at the end)
 * into dotted decimal, so that a literal address cannot pass for a name.
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
