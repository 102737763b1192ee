import { after, type Instant } from '../../platform/core/instant.ts';

/** A source that a user or an application credential has logged in from. */
export interface UsualSource {
  /** A hash of the source, so that the addresses of users are not stored. */
  readonly source: string;
  /** When it last logged in from there, to the day. */
  readonly seenAt: Instant;
}

/** How many sources are kept per user or credential; the one that was not seen for longest is dropped. */
export const maximumUsualSources = 16;

/** How long a source stays usual after the last login from there. */
const usualSeconds = 90 * 24 * 60 * 60;

/** How old `seenAt` may become before it is renewed, so that not every login is a write. */
const renewalSeconds = 24 * 60 * 60;

export const usualUntil = ({ seenAt }: UsualSource): Instant => after(seenAt, usualSeconds);

export const isUsual = (sources: readonly UsualSource[], source: string, now: Instant): boolean =>
  sources.some((one) => one.source === source && now < usualUntil(one));

/** The sources after a login from this one; the same list if nothing has to be stored. */
export function withSource(
  sources: readonly UsualSource[],
  source: string,
  now: Instant,
): readonly UsualSource[] {
  const known = sources.find((one) => one.source === source);
  if (known && now < after(known.seenAt, renewalSeconds)) return sources;
  const others = sources.filter((one) => one !== known && now < usualUntil(one));
  return [{ source, seenAt: now }, ...others].slice(0, maximumUsualSources);
}
