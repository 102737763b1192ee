/** A first-in, first-out queue whose consumers wait for items. */
export interface AsyncQueue<Item> {
  add(item: Item): void;
  /** Waits for an item, then takes up to `count`. Takes nothing once the queue is closed. */
  take(count: number): Promise<readonly Item[]>;
  /** Drops the waiting items: their sender will send them again. */
  close(): void;
  isClosed(): boolean;
}

export function asyncQueue<Item>(): AsyncQueue<Item> {
  let items: Item[] = [];
  let closed = false;
  const takers: (() => void)[] = [];
  /** Waits until there is an item that no other consumer has taken, or until the queue is closed. */
  const untilReady = async (): Promise<void> => {
    await new Promise<void>((resolve) => {
      takers.push(resolve);
    });
    if (items.length === 0 && !closed) await untilReady();
  };
  return {
    add(item) {
      if (closed) return;
      items.push(item);
      takers.shift()?.();
    },
    async take(count) {
      if (items.length === 0 && !closed) await untilReady();
      const taken = items.slice(0, count);
      items = items.slice(count);
      return taken;
    },
    close() {
      closed = true;
      items = [];
      for (const wake of takers.splice(0)) wake();
    },
    isClosed: () => closed,
  };
}
