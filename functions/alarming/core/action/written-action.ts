/** Schemes for which Python writes `//` even if nothing stands between the slashes (`urllib.parse.uses_netloc`). */
const alwaysSlashes = ['http', 'https'];

/**
 * An action in the spelling in which Aodh returns it, by `geturl` of Python's `urlsplit` (`_scrub_action_url` of
 * `aodh/api/controllers/v2/alarms.py`): `log://` becomes `log:`. It is stored so, too, and what a client reads
 * and sends back changes nothing.
 */
export function writtenAction(action: string): string {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*):([^]*)$/i.exec(action) ?? [];
  if (scheme === undefined) return action;
  const [, netloc, path = '', query, fragment] =
    /^(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([^]*))?$/.exec(rest) ?? [];
  const name = scheme.toLowerCase();
  const slashes = (netloc ?? '') !== '' || (alwaysSlashes.includes(name) && !path.startsWith('//'));
  const hierarchy = slashes
    ? `//${netloc ?? ''}${path === '' || path.startsWith('/') ? path : `/${path}`}`
    : path;
  return `${name}:${hierarchy}${query ? `?${query}` : ''}${fragment ? `#${fragment}` : ''}`;
}
