/**
 * Merges sequences that are in order into one that is. Of each only the next item is known, so that nobody
 * reads more of them than is taken.
 */
export async function* merged<Item>(
  sequences: readonly AsyncIterable<Item>[],
  order: (left: Item, right: Item) => number,
): AsyncGenerator<Item> {
  const iterators = sequences.map((sequence) => sequence[Symbol.asyncIterator]());
  const heads = await Promise.all(iterators.map((iterator) => iterator.next()));
  try {
    for (;;) {
      let first: { readonly at: number; readonly item: Item } | undefined;
      for (const [at, head] of heads.entries())
        if (head.done !== true && (first === undefined || order(head.value, first.item) < 0))
          first = { at, item: head.value };
      if (first === undefined) return;
      yield first.item;
      const iterator = iterators[first.at];
      // oxlint-disable-next-line no-await-in-loop -- the next item of the sequence that was taken from
      if (iterator) heads[first.at] = await iterator.next();
    }
  } finally {
    await Promise.all(iterators.map(async (iterator) => iterator.return?.()));
  }
}

/** The items in chunks of a size, the last one smaller. */
export async function* inChunks<Item>(
  items: AsyncIterable<Item>,
  size: number,
): AsyncGenerator<readonly Item[]> {
  let chunk: Item[] = [];
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
