/** What came in and waits for somebody to take it. */
export interface Backlog<Item> {
  add(item: Item): void;
  /** As soon as there is something, at most `count` of it; nothing once it is closed. */
  take(count: number): Promise<readonly Item[]>;
  /** What waits is dropped: whoever sent it will send it again. */
  close(): void;
  isClosed(): boolean;
}

export function backlog<Item>(): Backlog<Item> {
  let items: Item[] = [];
  let closed = false;
  const takers: (() => void)[] = [];
  /** Until something comes that nobody was quicker to take, or the end. */
  const something = async (): Promise<void> => {
    await new Promise<void>((resolve) => {
      takers.push(resolve);
    });
    if (items.length === 0 && !closed) await something();
  };
  return {
    add(item) {
      if (closed) return;
      items.push(item);
      takers.shift()?.();
    },
    async take(count) {
      if (items.length === 0 && !closed) await something();
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
