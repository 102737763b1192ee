/**
 * The path of a request as it is in a URL. API Gateway's HTTP APIs hand on a path in which every escape but
 * `%25` is decoded; without this, a `?` or `#` in a name would end the path, and hono would decode the rest again.
 *
 * A path that programs read differently (an empty segment, `.` or `..`) becomes a single segment after the
 * first, for which no service has a route, so that the service refuses it in its own dialect.
 */
export function urlPath(gatewayPath: string): string {
  const segments = gatewayPath.split('/').slice(1);
  const [first = '', ...rest] = segments;
  if (!isAmbiguous(segments)) return `/${segments.map(escaped).join('/')}`;
  // The slash in front keeps `..` from being a segment of its own.
  return rest.length === 0 || isDots(first) || first === ''
    ? `/${escaped(gatewayPath)}`
    : `/${escaped(first)}/${escaped(`/${rest.join('/')}`)}`;
}

const isDots = (segment: string): boolean => /^(\.|%2e){1,2}$/i.test(segment);

/** A single slash at the end is none: services serve a path with and without it. */
const isAmbiguous = (segments: readonly string[]): boolean =>
  segments.some(isDots) || segments.slice(0, -1).includes('');

const loneSurrogate = /\p{Surrogate}/gu;

const escaped = (segment: string): string =>
  segment
    .split('%25')
    .map((part) => encodeURIComponent(part.replace(loneSurrogate, '\u{fffd}')))
    .join('%25');
