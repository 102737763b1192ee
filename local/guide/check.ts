import { inspect, isDeepStrictEqual } from 'node:util';

/** A field must be exactly this, or be of this kind. */
export type Expected = { readonly exactly: unknown } | Kind;
export interface Kind {
  readonly kind: string;
  readonly holds: (found: unknown) => boolean;
}

export const exactly = (value: unknown): Expected => ({ exactly: value });

export interface Check {
  readonly output: string;
  readonly field: string;
  /** Why it does not hold; undefined when it does. */
  readonly failure?: string;
}

/** Checks every field the guide shows of one output. More fields than these are no failure. */
export function checkFields(
  output: string,
  found: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, Expected>>,
): readonly Check[] {
  return Object.entries(expected).map(([field, wanted]) => {
    if (!Object.hasOwn(found, field)) return { output, field, failure: 'is missing' };
    return checkValue({ output, field }, found[field], wanted);
  });
}

/** Checks how many there are of something. */
export const checkCount = (output: string, found: readonly unknown[], wanted: number): Check =>
  checkValue({ output, field: 'how many' }, found.length, exactly(wanted));

function checkValue(
  what: Pick<Check, 'output' | 'field'>,
  found: unknown,
  expected: Expected,
): Check {
  const holds =
    'exactly' in expected ? isDeepStrictEqual(found, expected.exactly) : expected.holds(found);
  if (holds) return what;
  const wanted = 'exactly' in expected ? inspect(expected.exactly) : expected.kind;
  return { ...what, failure: `expected ${wanted}, found ${inspect(found, { depth: 6 })}` };
}

/** One line for all fields of an output that hold, and one for each that does not. */
export function summary(checks: readonly Check[]): readonly string[] {
  const held = checks.filter(({ failure }) => failure === undefined);
  const outputs = new Set(held.map(({ output }) => output));
  return [
    ...Array.from(outputs, (output) => {
      const fields = held.filter((check) => check.output === output).map(({ field }) => field);
      return `✓ ${output}: ${fields.join(', ')}`;
    }),
    ...failures(checks),
  ];
}

/** A line for each field that is not as the guide shows it. */
export const failures = (checks: readonly Check[]): readonly string[] =>
  checks.flatMap(({ output, field, failure }) =>
    failure === undefined ? [] : [`✗ ${output}: ${field} ${failure}`],
  );
