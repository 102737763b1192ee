/** A time in UTC as it is typed, `2026-12-01 09:00`; undefined if it is none. */
export function typedTime(text: string): string | undefined {
  const found = /^\s*(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?\s*Z?\s*$/.exec(text);
  if (!found || Number.isNaN(Date.parse(`${found[1]}T${found[2]}Z`))) return undefined;
  return `${found[1]}T${found[2]}${found[3] ?? ':00'}`;
}
