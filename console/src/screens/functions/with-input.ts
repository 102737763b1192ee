const kept = 10;

/** The newest first, each once. */
export const withInput = (before: readonly string[], input: string): readonly string[] =>
  [input, ...before.filter((one) => one !== input)].slice(0, kept);
