/*
 * Local times without a zone, given as the milliseconds that they would be since 1970 if they were UTC.
 */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timezone, made);
  return made;
}

/** The local time in the zone at an instant, in milliseconds. An empty zone is UTC. */
export function localTime(instant: number, timezone: string): number {
  if (timezone === '') return instant;
  const parts = new Map(
    formatOf(timezone)
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const whole = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return whole + (((instant % 1000) + 1000) % 1000);
}

const day = 86_400_000;

/**
 * The instants at which clocks in the zone show the local time, in order: two when clocks are put back, and when
 * they are put forward over it, the instant at which they are.
 */
export function instantsOf(local: number, timezone: string): readonly number[] {
  const offsets = [local - day, local + day].map((at) => localTime(at, timezone) - at);
  const candidates = [...new Set(offsets.map((offset) => local - offset))];
  const exact = candidates.filter((at) => localTime(at, timezone) === local);
  if (exact.length > 0) return exact.toSorted((left, right) => left - right);
  return [changeBetween(Math.min(...candidates), Math.max(...candidates), timezone)];
}

/** The first instant of the new offset, to the second. */
function changeBetween(from: number, to: number, timezone: string): number {
  const offset = (at: number) => localTime(at, timezone) - at;
  let [before, after] = [from, to];
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000;
    if (offset(middle) === offset(from)) before = middle;
    else after = middle;
  }
  return after;
}
