/** A column of a cron expression: its bounds, and the names of the numbers from `low` on. */
interface Column {
  readonly low: number;
  readonly high: number;
  readonly names?: readonly string[];
  readonly extra?: RegExp;
}

const minute: Column = { low: 0, high: 59 };
const hour: Column = { low: 0, high: 23 };
const dayOfMonth: Column = { low: 1, high: 31, extra: /^l$|^\?$|^([1-9]|[12]\d|3[01])w$/ };
const month: Column = {
  low: 1,
  high: 12,
  names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
};
const dayOfWeek: Column = {
  low: 0,
  high: 7,
  names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
  extra: /^([0-7]|sun|mon|tue|wed|thu|fri|sat)#[1-5]$|^l[0-7]$|^\?$/,
};
const year: Column = { low: 1970, high: 2099 };
const columns = [minute, hour, dayOfMonth, month, dayOfWeek, minute, year];

const aliases = ['@midnight', '@hourly', '@daily', '@weekly', '@monthly', '@yearly', '@annually'];

/**
 * Why croniter, with which Aodh checks the start of a time constraint, refuses an expression; undefined
 * if it accepts it. The sixth and seventh columns are seconds and years, unlike in other libraries.
 * croniter's `r`, a random number, is refused here.
 */
export function cronProblem(expression: string): string | undefined {
  const text = expression.trim().toLowerCase();
  if (aliases.includes(text)) return undefined;
  const fields = text.split(/\s+/);
  if (fields.length < 5 || fields.length > 7)
    return 'Exactly 5, 6 or 7 columns has to be specified for iterator expression.';
  for (const [index, field] of fields.entries()) {
    const problem = fieldProblem(field, columns[index] ?? minute);
    if (problem !== undefined) return `[${expression}] is not acceptable${problem}`;
  }
  return undefined;
}

const outOfRange = ', out of range';
const unreadable = '';

function fieldProblem(field: string, column: Column): string | undefined {
  for (const item of field.split(',')) {
    if (column.extra?.test(item)) continue;
    const match = /^(\*|[a-z0-9]+)(?:-([a-z0-9]+))?(?:\/(\d+))?$/.exec(item);
    if (!match) return unreadable;
    const [, from = '', to, step] = match;
    if (step !== undefined && Number(step) < 1) return outOfRange;
    if (from === '*') {
      if (to !== undefined) return unreadable;
      continue;
    }
    const bounds = [from, to ?? from].map((value) => numberOf(value, column));
    if (bounds.some(Number.isNaN)) return unreadable;
    if (bounds.some((value) => value < column.low || value > column.high)) return outOfRange;
  }
  return undefined;
}

function numberOf(text: string, column: Column): number {
  if (/^\d+$/.test(text)) return Number(text);
  const index = column.names?.indexOf(text) ?? -1;
  return index < 0 ? Number.NaN : index + column.low;
}
