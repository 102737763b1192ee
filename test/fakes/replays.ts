import type { Payload } from '../../functions/platform/core/payload.ts';
import {
  type CopyOutcome,
  type Replay,
  type ReplayKey,
  replayExpiry,
} from '../../functions/alarming/core/replay/replay.ts';
import type { DueReplays, ReplayStore } from '../../functions/alarming/stored-event-ports.ts';
import type { Clock } from '../../functions/platform/ports.ts';

const keyOf = (projectId: string, id: string): string => JSON.stringify([projectId, id]);
const runOf = ({ projectId, id, run }: Replay): string => JSON.stringify([projectId, id, run]);
const place = ({ createdAt, id }: Replay): string => `${createdAt}#${id}`;

/** Replays in memory; `rows` has all of them. */
export function memoryReplays(
  clock: Clock,
): ReplayStore & DueReplays & { readonly rows: Map<string, Replay> } {
  const rows = new Map<string, Replay>();
  const plans = new Map<string, Payload>();
  const copies = new Map<string, Map<number, CopyOutcome>>();
  const get = (projectId: string, id: string) => {
    const row = rows.get(keyOf(projectId, id));
    return row && replayExpiry(row) > clock.now() ? row : undefined;
  };
  const copiesOf = (replay: Replay): Map<number, CopyOutcome> => {
    const found = copies.get(runOf(replay)) ?? new Map<number, CopyOutcome>();
    copies.set(runOf(replay), found);
    return found;
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
    putPlan: async (replay, plan) => void plans.set(runOf(replay), plan),
    getPlan: async (replay) => plans.get(runOf(replay)),
    async claim(replay, position, outcome) {
      const noted = copiesOf(replay).get(position) ?? outcome;
      copiesOf(replay).set(position, noted);
      return noted;
    },
    refuse: async (replay, position) => void copiesOf(replay).set(position, 'refused'),
    outcomes: async (replay) => new Map(copiesOf(replay)),
    async due(until, limit) {
      const due = [...rows.values()].flatMap(({ projectId, id, dueAt }) => {
        const key: ReplayKey = { projectId, id };
        return dueAt !== null && dueAt <= until
          ? [{ key, dueAt, row: [projectId, id] as const }]
          : [];
      });
      return due.toSorted((left, right) => (left.dueAt < right.dueAt ? -1 : 1)).slice(0, limit);
    },
  };
}
