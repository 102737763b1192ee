import DataLoader from 'dataloader';

/**
 * Batches items into requests. Items of the same turn of the event loop share a request, and so do
 * those that come while the previous request is running. A single item is sent at once; under load,
 * requests fill up to `maximum` items. `request` returns one answer per item, in order; an `Error`
 * fails only its item.
 */
export function batching<Item, Answer>(
  request: (items: readonly Item[]) => Promise<readonly (Answer | Error)[]>,
  maximum: number,
): (item: Item) => Promise<Answer> {
  let busy = false;
  const waiting: (() => void)[] = [];
  const loader = new DataLoader<Item, Answer>(
    async (items) => {
      busy = true;
      try {
        return await request(items);
      } finally {
        busy = false;
        waiting.shift()?.();
      }
    },
    {
      cache: false,
      maxBatchSize: maximum,
      batchScheduleFn: (go) => (busy ? waiting.push(go) : setImmediate(go)),
    },
  );
  return (item) => loader.load(item);
}
