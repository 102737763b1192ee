import { inspect, isDeepStrictEqual } from 'node:util';

/** What a field must be: exactly this value, or one that matches. */
export type Expected = { readonly exactly: unknown } | Matcher;
export interface Matcher {
  readonly description: string;
  readonly matches: (found: unknown) => boolean;
}

export const exactly = (value: unknown): Expected => ({ exactly: value });

export interface Check {
  readonly output: string;
  readonly field: string;
  /** What is wrong; undefined if the field is as expected. */
  readonly failure?: string;
}

/** Checks every field that the guide shows in one output. Additional fields are allowed. */
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

/** Checks the number of elements. */
export const checkCount = (output: string, found: readonly unknown[], wanted: number): Check =>
  checkValue({ output, field: 'count' }, found.length, exactly(wanted));

function checkValue(
  what: Pick<Check, 'output' | 'field'>,
  found: unknown,
  expected: Expected,
): Check {
  const matches =
    'exactly' in expected ? isDeepStrictEqual(found, expected.exactly) : expected.matches(found);
  if (matches) return what;
  const wanted = 'exactly' in expected ? inspect(expected.exactly) : expected.description;
  return { ...what, failure: `expected ${wanted}, found ${inspect(found, { depth: 6 })}` };
}

/** One line for all fields of an output that are as expected, and one for each that is not. */
export function summary(checks: readonly Check[]): readonly string[] {
  const passed = checks.filter(({ failure }) => failure === undefined);
  const outputs = new Set(passed.map(({ output }) => output));
  return [
    ...Array.from(outputs, (output) => {
      const fields = passed.filter((check) => check.output === output).map(({ field }) => field);
      return `✓ ${output}: ${fields.join(', ')}`;
    }),
    ...failures(checks),
  ];
}

/** One line for each field that is not as expected. */
export const failures = (checks: readonly Check[]): readonly string[] =>
  checks.flatMap(({ output, field, failure }) =>
    failure === undefined ? [] : [`✗ ${output}: ${field} ${failure}`],
  );
