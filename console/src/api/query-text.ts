/** The query part of an address, with its `?`. What has no value is left out. */
export function queryText(
  parameters: Readonly<Record<string, string | number | boolean | undefined>>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined && value !== '') search.append(name, String(value));
  const text = search.toString();
  return text && `?${text}`;
}
