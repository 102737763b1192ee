/** The operators of a condition, as `--query` writes them. */
export const operatorSigns: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '≠',
  lt: '<',
  le: '≤',
  gt: '>',
  ge: '≥',
};
