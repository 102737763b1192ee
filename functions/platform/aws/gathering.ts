import DataLoader from 'dataloader';

/**
 * Makes one request of what is asked for in the same turn of the event loop, or while the request
 * before is under way, up to a number: alone, a thing goes at once; under load, many go together. A
 * request answers for each thing in order; an answer that is an `Error` fails that thing alone.
 */
export function gathering<Thing, Answer>(
  request: (things: readonly Thing[]) => Promise<readonly (Answer | Error)[]>,
  atMost: number,
): (thing: Thing) => Promise<Answer> {
  let busy = false;
  const waiting: (() => void)[] = [];
  const loader = new DataLoader<Thing, Answer>(
    async (things) => {
      busy = true;
      try {
        return await request(things);
      } finally {
        busy = false;
        waiting.shift()?.();
      }
    },
    {
      cache: false,
      maxBatchSize: atMost,
      batchScheduleFn: (go) => (busy ? waiting.push(go) : setImmediate(go)),
    },
  );
  return (thing) => loader.load(thing);
}
