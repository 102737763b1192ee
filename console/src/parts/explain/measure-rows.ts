import * as z from 'zod';

/** What an alarm on measures finds, as explanations and diagnoses have it. */
export const measures = z.object({
  code: z.string(),
  words: z.string(),
  rules: z.array(z.object({ name: z.string(), code: z.string(), words: z.string() })),
});

export type Measures = z.infer<typeof measures>;

export interface MeasureRow {
  readonly what: string;
  readonly found: string;
  /** Whether it may not be the reason that the alarm does not fire. */
  readonly good: boolean;
}

const goodCodes = new Set(['settled', 'moving', 'asked-elsewhere']);
const comparedCodes = new Set(['outside', 'inside', 'mixed', 'asked-elsewhere']);

/** How the alarm stands, and what each of its rules finds. */
export const measureRows = ({ code, words, rules }: Measures): readonly MeasureRow[] => [
  { what: 'Measures', found: words, good: goodCodes.has(code) },
  ...rules.map((rule) => ({
    what: `Measures of ${rule.name}`,
    found: rule.words,
    good: comparedCodes.has(rule.code),
  })),
];
