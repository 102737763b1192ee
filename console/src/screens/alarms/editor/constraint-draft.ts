import { constraintDescription } from '../../../../../functions/alarming/core/time/constraint-description.ts';
import type { TimeConstraint } from '../../../api/alarms.ts';
import { shellWord } from '../../../parts/shell-word.ts';

/** A time constraint as the form has it. */
export interface ConstraintDraft {
  readonly name: string;
  /** A cron expression. */
  readonly start: string;
  /** As it is typed, in units. */
  readonly duration: string;
  /** The seconds of a unit. */
  readonly unit: number;
  /** An empty one is UTC. */
  readonly timezone: string;
  /** An empty one is made from start and duration. */
  readonly description: string;
}

export const durationUnits = [
  { seconds: 86_400, label: 'days' },
  { seconds: 3_600, label: 'hours' },
  { seconds: 60, label: 'minutes' },
  { seconds: 1, label: 'seconds' },
] as const;

/** A constraint to begin with, whose name none of the others has. */
export function newConstraint(
  others: readonly ConstraintDraft[],
  timezone: string,
): ConstraintDraft {
  const names = new Set(others.map(({ name }) => name));
  let name = 'office hours';
  for (let number = 2; names.has(name); number += 1) name = `office hours ${number}`;
  return {
    name,
    start: '0 8 * * 1-5',
    duration: '10',
    unit: 3_600,
    timezone: timezone === 'UTC' ? '' : timezone,
    description: '',
  };
}

/** A constraint that an alarm has, its duration in the largest unit of which it is a whole number. */
export function constraintDraft({ description, duration, ...as }: TimeConstraint): ConstraintDraft {
  const unit =
    durationUnits.find(({ seconds }) => duration > 0 && duration % seconds === 0)?.seconds ?? 1;
  const made = constraintDescription(as.start, duration);
  return {
    ...as,
    duration: String(duration / unit),
    unit,
    description: description === made ? '' : description,
  };
}

/** The seconds that are typed; undefined if they are no whole number that the API takes. */
export function secondsOf({ duration, unit }: ConstraintDraft): number | undefined {
  const text = duration.trim();
  const seconds = Math.round(Number(text) * unit * 1_000) / 1_000;
  return text !== '' && Number.isSafeInteger(seconds) && seconds >= 0 ? seconds : undefined;
}

/** A constraint as the API takes it. A duration that is none is sent as it is typed, so that the API says so. */
export const constraintBody = (draft: ConstraintDraft): Readonly<Record<string, unknown>> => ({
  name: draft.name,
  start: draft.start,
  duration: secondsOf(draft) ?? draft.duration,
  timezone: draft.timezone,
  ...(draft.description !== '' && { description: draft.description }),
});

export function constraintOption(draft: ConstraintDraft): string {
  const values = Object.entries(constraintBody(draft)).filter(([, value]) => value !== '');
  return `--time-constraint ${shellWord(values.map(([key, value]) => `${key}=${String(value)}`).join(';'))}`;
}
