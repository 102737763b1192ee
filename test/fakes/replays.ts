import { type Replay, replayExpiry } from '../../functions/alarming/core/replay/replay.ts';
import type { ReplayStore } from '../../functions/alarming/stored-event-ports.ts';
import type { Clock } from '../../functions/platform/ports.ts';

const keyOf = (projectId: string, id: string): string => JSON.stringify([projectId, id]);
const place = ({ createdAt, id }: Replay): string => `${createdAt}#${id}`;

/** Replays in memory; `rows` has all of them. */
export function memoryReplays(clock: Clock): ReplayStore & { readonly rows: Map<string, Replay> } {
  const rows = new Map<string, Replay>();
  const get = (projectId: string, id: string) => {
    const row = rows.get(keyOf(projectId, id));
    return row && replayExpiry(row) > clock.now() ? row : undefined;
  };
  return {
    rows,
    get: async (projectId, id) => get(projectId, id),
    async create(replay) {
      const earlier = get(replay.projectId, replay.id);
      if (!earlier) rows.set(keyOf(replay.projectId, replay.id), replay);
      return earlier;
    },
    list: async (projectId, limit, after) =>
      [...rows.values()]
        .filter((row) => row.projectId === projectId && replayExpiry(row) > clock.now())
        .filter((row) => after === undefined || place(row) < place(after))
        .toSorted((left, right) => (place(left) < place(right) ? 1 : -1))
        .slice(0, limit),
    async put(replay) {
      const key = keyOf(replay.projectId, replay.id);
      if (rows.get(key)?.version !== replay.version - 1) return 'stale';
      rows.set(key, replay);
      return 'stored';
    },
  };
}
