/** The most characters of a value that a refusal quotes. */
const maximumQuoted = 255;

/** A value as a refusal quotes it, cut if it is long: an answer must not grow with its request. */
export function shownValue(value: unknown): string {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  return text.length > maximumQuoted ? `${text.slice(0, maximumQuoted)}…` : text;
}
