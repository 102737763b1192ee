import { cronProblem } from '../../../../functions/alarming/core/time/cron.ts';
import { isTimezone } from '../../../../functions/alarming/core/time/timezone.ts';
import {
  isWithin,
  nextBeginning,
} from '../../../../functions/alarming/core/time/within-constraints.ts';
import { instantOf, millisecondsOf } from '../../../../functions/platform/core/instant.ts';
import type { TimeConstraint } from '../../api/alarms.ts';
import { durationText } from '../../parts/duration.ts';
import { scheduleInWords } from '../../parts/schedule-words.ts';

type Timed = Pick<TimeConstraint, 'start' | 'timezone'> & { readonly duration: number };

/** What the API would say about the start or the time zone; undefined if it would take both. */
export function constraintProblem({
  start,
  timezone,
}: Pick<Timed, 'start' | 'timezone'>): string | undefined {
  const problem = cronProblem(start);
  if (problem !== undefined) return problem;
  return timezone === '' || isTimezone(timezone) ? undefined : `Timezone ${timezone} is not valid`;
}

export interface Windows {
  /** Whether it is within one at the instant. */
  readonly open: boolean;
  /** The next ones, each from and to in milliseconds. */
  readonly next: readonly (readonly [from: number, to: number])[];
}

/** The windows of a valid constraint after an instant, as the evaluation of alarms finds them. */
export function windowsOf({ start, duration, timezone }: Timed, now: number, count: number) {
  const constraint = { name: '', description: '', start, durationSeconds: duration, timezone };
  const next: [number, number][] = [];
  for (let at = now; next.length < count; ) {
    const beginning = nextBeginning([constraint], instantOf(at));
    if (beginning === undefined) break;
    at = millisecondsOf(beginning);
    next.push([at, at + duration * 1_000]);
  }
  return { open: isWithin([constraint], instantOf(now)), next } satisfies Windows;
}

/** A constraint in words: when it begins, where, and for how long. */
export const constraintWords = ({ start, duration, timezone }: Timed): string =>
  `begins ${scheduleInWords(start)} in ${timezone || 'UTC'}, and lasts ${wholeDuration(duration)}`;

/** `10 h`, or `90 min`: without a rest of nothing. */
const wholeDuration = (seconds: number): string =>
  seconds < 60 ? `${seconds} s` : durationText(seconds * 1_000).replace(/ 0 (s|min|h)$/, '');

/** `Mon 30 Nov, 08:00 – 18:00`, as clocks show it in the constraint's zone. */
export function windowText([from, to]: readonly [number, number], timezone: string): string {
  const zone = { timeZone: timezone || 'UTC' };
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zone } as const;
  const date = { weekday: 'short', day: 'numeric', month: 'short', ...zone } as const;
  const day = new Intl.DateTimeFormat('en-GB', date);
  const time = new Intl.DateTimeFormat('en-GB', clock);
  const whole = new Intl.DateTimeFormat('en-GB', { ...date, ...clock });
  const sameDay = day.format(from) === day.format(to);
  return `${day.format(from)}, ${time.format(from)} – ${sameDay ? time.format(to) : whole.format(to)}`;
}
