/** How many tasks may run at once, and how many of them in one group's name. */
export interface SlotBounds {
  readonly atOnce: number;
  readonly perGroup: number;
}

interface Group {
  running: number;
  /** The number of its latest turn. */
  turn: number;
  readonly waiting: Set<() => void>;
}

/**
 * Lets tasks run within bounds. Groups that wait take turns, so one with many tasks delays no other; the tasks of a
 * group run in the order in which they came. A task whose signal is aborted while it waits is never begun.
 */
export function fairSlots({ atOnce, perGroup }: SlotBounds) {
  const groups = new Map<string, Group>();
  let [free, turns] = [atOnce, 0];

  const beginNext = (): void => {
    while (free > 0) {
      const [group] = [...groups.values()]
        .filter(({ running, waiting }) => waiting.size > 0 && running < perGroup)
        .toSorted((left, right) => left.running - right.running || left.turn - right.turn);
      if (!group) return;
      turns += 1;
      free -= 1;
      group.turn = turns;
      group.running += 1;
      const [begin] = group.waiting;
      begin?.();
    }
  };
  const turnOf = (group: Group, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const begin = () => {
        group.waiting.delete(begin);
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        group.waiting.delete(begin);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave);
      group.waiting.add(begin);
      beginNext();
    });

  return async <T>(
    { group: name, signal }: { readonly group: string; readonly signal: AbortSignal },
    task: () => Promise<T>,
  ): Promise<T> => {
    signal.throwIfAborted();
    const group = groups.get(name) ?? { running: 0, turn: 0, waiting: new Set() };
    groups.set(name, group);
    try {
      await turnOf(group, signal);
    } catch (error) {
      forgetIdle(groups, name, group);
      throw error;
    }
    try {
      return await task();
    } finally {
      free += 1;
      group.running -= 1;
      forgetIdle(groups, name, group);
      beginNext();
    }
  };
}

function forgetIdle(groups: Map<string, Group>, name: string, { running, waiting }: Group): void {
  if (running === 0 && waiting.size === 0) groups.delete(name);
}
