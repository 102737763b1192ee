/** DynamoDB's limit on a sort key, which is the narrower one, in bytes. */
const longestKeyBytes = 1024;

/** The key, if DynamoDB would accept it; throws where the real store would fail. */
export function aKey(text: string): string {
  const bytes = Buffer.byteLength(text);
  if (bytes === 0 || bytes > longestKeyBytes || /\p{Surrogate}/u.test(text))
    throw new Error(
      `DynamoDB refuses a key of ${bytes} bytes: ${JSON.stringify(text.slice(0, 80))}`,
    );
  return text;
}

/** The row, if DynamoDB would accept it. */
export function aRow<Row extends object>(row: Row): Row {
  const json = JSON.stringify(row, (_key, value: unknown) => {
    if (typeof value === 'string' && /\p{Surrogate}/u.test(value))
      throw new Error(`DynamoDB refuses a lone surrogate: ${JSON.stringify(value.slice(0, 80))}`);
    return value;
  });
  if (Buffer.byteLength(json) > 400_000) throw new Error('DynamoDB refuses a row over 400 kB');
  return row;
}
