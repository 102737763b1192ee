import type { Item, Value } from './item-size.ts';

/** A row that a statement of PartiQL writes: which table, and the row's key. */
export interface WrittenRow {
  readonly table: string;
  readonly key: Item;
}

/**
 * Reads the two forms that `functions/platform/aws/statement-writer.ts` makes: `INSERT INTO … VALUE`
 * and `UPDATE … WHERE`, with every value a parameter.
 */
export function rowOf(
  text: string,
  parameters: readonly Value[],
  keyNames: (table: string) => readonly string[],
): WrittenRow {
  const table = /^(?:INSERT INTO|UPDATE) "([^"]+)"/.exec(text)?.[1];
  if (table === undefined) throw new Error(`the meter does not know this statement: ${text}`);
  const names = [...text.matchAll(/(?:'([^']+)': |"([^"]+)" = )\?/g)].map(
    ([, inserted, set]) => inserted ?? set,
  );
  const key = keyNames(table).map((name) => {
    const value = parameters[names.lastIndexOf(name)];
    if (!value) throw new Error(`a statement does not name ${name}: ${text}`);
    return [name, value] as const;
  });
  return { table, key: Object.fromEntries(key) };
}
