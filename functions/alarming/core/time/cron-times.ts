import { Cron } from 'croner';

/*
 * The times of a cron expression as croniter understands it, in a local calendar without a zone: a time is
 * given as the milliseconds that it would be since 1970 if it were UTC.
 */

/** The last times at or before `local`, the latest first, at most `limit`. */
export function timesUntil(expression: string, local: number, limit: number): readonly number[] {
  const cron = cronOf(expression);
  if (!cron) return [];
  const second = Math.floor(local / 1000) * 1000;
  const found = cron.previousRuns(limit, new Date(second + 1000)).map((date) => date.getTime());
  return found.filter((at) => at <= local).slice(0, limit);
}

/** The next times after `local`, the earliest first, at most `limit`. */
export function timesAfter(expression: string, local: number, limit: number): readonly number[] {
  const cron = cronOf(expression);
  return cron ? cron.nextRuns(limit, new Date(local)).map((date) => date.getTime()) : [];
}

function cronOf(expression: string): Cron | undefined {
  try {
    return new Cron(inCroner(expression), { timezone: 'UTC', paused: true });
  } catch {
    return undefined;
  }
}

/** croniter has seconds and years at the end, the last weekday of a month as `l5`, and ranges that wrap around. */
function inCroner(expression: string): string {
  const text = expression.trim().toLowerCase();
  if (text.startsWith('@')) return text;
  const fields = text.split(/\s+/).map((field, index) =>
    field
      .split(',')
      .map((item) => itemInCroner(item, columns[index] ?? columns[0]))
      .join(','),
  );
  const [minute, hour, day, month, weekday, second = '0', ...year] = fields;
  return [second, minute, hour, day, month, weekday, ...year].join(' ');
}

interface Column {
  readonly low: number;
  readonly high: number;
  readonly names?: readonly string[];
}

const months = ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun'];
const sixty: Column = { low: 0, high: 59 };
const columns: readonly [Column, ...Column[]] = [
  sixty,
  { low: 0, high: 23 },
  { low: 1, high: 31 },
  { low: 1, high: 12, names: [...months, 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { low: 0, high: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
  sixty,
  { low: 1970, high: 2099 },
];

function itemInCroner(item: string, column: Column): string {
  const last = /^l([0-7])$/.exec(item);
  if (last) return `${last[1]}#L`;
  const [, from = '', to, step] = /^([a-z0-9]+)(?:-([a-z0-9]+))?(?:\/(\d+))?$/.exec(item) ?? [];
  const [first, end] = [
    numberOf(from, column),
    to === undefined ? column.high : numberOf(to, column),
  ];
  if (Number.isNaN(first) || Number.isNaN(end) || (to === undefined && step === undefined))
    return item.toUpperCase();
  if (first <= end) return `${first}-${end}/${step ?? 1}`;
  const size = column.high - column.low + 1;
  const stride = Number(step ?? 1);
  const count = Math.floor((end + size - first) / stride) + 1;
  const wrapped = Array.from({ length: count }, (_, index) => first + index * stride);
  return wrapped.map((each) => column.low + ((each - column.low) % size)).join(',');
}

const numberOf = (text: string, { names = [] }: Column): number =>
  /^\d+$/.test(text) ? Number(text) : names.includes(text) ? names.indexOf(text) : Number.NaN;
