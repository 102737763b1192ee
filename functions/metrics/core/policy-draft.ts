import {
  aggregationMethods,
  type ArchivePolicy,
  type ArchivePolicyItem,
  defaultMethods,
} from './archive-policy.ts';
import { invalid, invalidInput } from './refusal.ts';

/** An item of a definition as it is given: two of the three say the third. Microseconds. */
export interface ItemDraft {
  readonly granularity?: number | undefined;
  readonly points?: number | undefined;
  readonly timespan?: number | undefined;
}

/** The definition that was asked for (`gnocchi/archive_policy.py`, `ArchivePolicyItem`). */
export function definitionOf(drafts: readonly ItemDraft[]): readonly ArchivePolicyItem[] {
  const definition = drafts.map(itemOf);
  const seen = new Set<number>();
  for (const { granularity } of definition) {
    if (seen.has(granularity))
      throw invalid(`More than one archive policy uses granularity \`${secondsText(granularity)}'`);
    seen.add(granularity);
  }
  return definition;
}

function itemOf({ granularity, points, timespan }: ItemDraft): ArchivePolicyItem {
  const step = granularity ?? (timespan && points ? Math.floor(timespan / points) : undefined);
  if (step === undefined)
    throw invalid('At least two of granularity/points/timespan must be provided');
  if (granularity !== undefined && points !== undefined && timespan !== undefined)
    if (timespan !== granularity * points) throw invalid('timespan ≠ granularity × points');
  if (step <= 0) throw invalid('Granularity should be > 0');
  const count = points ?? (timespan === undefined ? null : Math.floor(timespan / step));
  if (count === null) return { granularity: step, points: null, timespan: null };
  if (count <= 0) throw invalid('Calculated number of points is < 0');
  const whole = step * count;
  if (!Number.isSafeInteger(whole)) throw invalidInput('The timespan is too long', ['definition']);
  return { granularity: step, points: count, timespan: whole };
}

/** Python's text of a number of seconds, as numpy divides it. */
const secondsText = (microseconds: number): string => {
  const seconds = microseconds / 1e6;
  return Number.isInteger(seconds) ? `${seconds}.0` : String(seconds);
};

/** The methods that a list of them stands for: `*`, changes of the default, or those themselves. */
export function methodsOf(asked: readonly string[] | undefined): readonly string[] {
  const given = asked ?? defaultMethods;
  const start = given.includes('*')
    ? aggregationMethods
    : given.every((method) => /^[-+]/.test(method))
      ? defaultMethods
      : given;
  const methods = new Set(start);
  for (const method of given) {
    if (method.startsWith('-')) methods.delete(method.slice(1));
    else if (method.startsWith('+')) methods.add(method.slice(1));
  }
  return aggregationMethods.filter((method) => methods.has(method));
}

const known = new Set([
  '*',
  ...aggregationMethods.flatMap((method) => [method, `-${method}`, `+${method}`]),
]);
export const isMethodEntry = (text: string): boolean => known.has(text);

/** The policy with another definition, whose granularities must be the same. */
export function redefined(
  policy: ArchivePolicy,
  definition: readonly ArchivePolicyItem[],
  backWindow: number | undefined,
): ArchivePolicy {
  const refuse = (change: string) =>
    invalid(`Archive policy ${policy.name} does not support change: ${change}`);
  if (definition.length !== policy.definition.length)
    throw refuse('Cannot add or drop granularities');
  const [before, now] = [policy.definition, definition].map(granularitiesOf);
  const changed = before?.find((granularity, i) => granularity !== now?.[i]);
  if (changed !== undefined)
    throw refuse(`${secondsText(changed)} granularity interval was changed`);
  return { ...policy, definition, backWindow: backWindow ?? policy.backWindow };
}

const granularitiesOf = (items: readonly ArchivePolicyItem[]): readonly number[] =>
  items.map(({ granularity }) => granularity).toSorted((left, right) => left - right);
