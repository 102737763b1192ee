import type { Candidate, CandidateRows } from '../../functions/events/candidate-ports.ts';
import {
  candidateFormat,
  type CandidateKey,
  candidateSlots,
  keyOfRule,
  slotOf,
} from '../../functions/events/core/candidate-key.ts';
import { lackingShape } from '../../functions/events/core/candidate-shapes.ts';
import { type Share, shareOf } from '../../functions/events/core/shared-rule.ts';
import {
  replacesPlace,
  type RulePlace,
  type SharedPlace,
  sharedPlace,
  type Sharer,
  type SharerSpot,
} from '../../functions/alarming/core/rule/rule-place.ts';
import type { FormerSharers, RulePlaces } from '../../functions/alarming/rule-ports.ts';
import { systemClock } from '../../functions/platform/node/clock.ts';
import type { Clock } from '../../functions/platform/ports.ts';
import { aPartition, aRow } from './dynamo-limits.ts';

const partitionOf = (projectId: string, key: CandidateKey) =>
  aPartition(JSON.stringify([projectId, key.text]));
const sharePartition = (share: Share) => aPartition(JSON.stringify(['0.2', share]));

const spotOf = ({ projectId, rule }: Sharer): SharerSpot | undefined => {
  const key = keyOfRule(rule.event);
  return key && { projectId, partition: partitionOf(projectId, key), slot: slotOf(key.text) };
};
const spotOfPlace = (place: SharedPlace): SharerSpot | undefined =>
  place.format === undefined
    ? { projectId: place.projectId, partition: sharePartition(shareOf(place.rule)) }
    : place.spot;

const asCandidate = ({ alarmId, version, rule }: Sharer): Candidate => ({
  alarmId,
  version,
  rule,
});

interface Counters {
  readonly slots: number[];
  readonly known: Set<string>;
  shapes: number;
}

/**
 * Places in memory, and the rows that alarms are found by. Between the steps of a call, which are requests of
 * their own in the table, `pause` lets others go first.
 */
export function memoryRulePlaces({
  whole = true,
  clock = systemClock,
  pause = async () => {},
}: {
  readonly whole?: boolean;
  readonly clock?: Clock;
  readonly pause?: () => Promise<void>;
} = {}): RulePlaces & {
  readonly rows: CandidateRows;
  readonly former: FormerSharers;
  readonly placeBefore: (sharer: Sharer) => void;
  readonly queries: { keys: number };
} {
  const places = new Map<string, RulePlace>();
  const partitions = new Map<string, Map<string, Sharer>>();
  const projects = new Map<string, Counters>();
  const queries = { keys: 0 };
  let isWhole = whole;

  const sharersAt = (partition: string): readonly Sharer[] => [
    ...(partitions.get(partition)?.values() ?? []),
  ];
  const put = (partition: string, sharer: Sharer) => {
    const rows = partitions.get(partition) ?? new Map<string, Sharer>();
    partitions.set(partition, rows.set(sharer.alarmId, sharer));
  };
  const countersOf = (projectId: string): Counters => {
    const counters = projects.get(projectId) ?? {
      slots: Array.from({ length: candidateSlots }, () => 0),
      known: new Set<string>(),
      shapes: 0,
    };
    projects.set(projectId, counters);
    return counters;
  };
  const count = ({ projectId, slot }: SharerSpot) => {
    if (slot === undefined) return;
    const { slots } = countersOf(projectId);
    slots[slot] = (slots[slot] ?? 0) + 1;
  };

  const memory: ReturnType<typeof memoryRulePlaces> = {
    queries,
    rows: {
      async version(projectId) {
        await pause();
        const complete = isWhole;
        await pause();
        const { slots, shapes } = countersOf(projectId);
        return { complete, slots: [...slots], shapes };
      },
      async shapes(projectId) {
        await pause();
        return new Set(countersOf(projectId).known);
      },
      async ofKey(projectId, key) {
        queries.keys += 1;
        await pause();
        return sharersAt(partitionOf(projectId, key)).map(asCandidate);
      },
    },
    former: {
      async of(share) {
        await pause();
        return sharersAt(sharePartition(share));
      },
    },
    placeBefore(sharer) {
      places.set(sharer.alarmId, { kind: 'shared', ...sharer });
      put(sharePartition(shareOf(sharer.rule)), sharer);
    },
    async get(alarmId) {
      await pause();
      return places.get(alarmId);
    },
    async take({ id: alarmId, projectId }, limit) {
      const place = places.get(alarmId);
      if (place?.kind === 'shared') return 'shared';
      const own = [...places.values()].filter(({ kind }) => kind === 'own').length;
      if (!place && own >= limit) return 'shared';
      places.set(alarmId, aRow({ kind: 'own', alarmId, projectId }));
      return 'own';
    },
    async share(sharer) {
      const seen = await memory.get(sharer.alarmId);
      await pause();
      const now = places.get(sharer.alarmId);
      if (JSON.stringify(now) !== JSON.stringify(seen)) return memory.share(sharer);
      if (seen && !replacesPlace(sharer, seen)) return seen;
      const spot = spotOf(sharer);
      const place = sharedPlace(
        sharer,
        { format: candidateFormat, spot, now: clock.now() },
        seen?.kind === 'shared' ? { place: seen, spot: spotOfPlace(seen) } : undefined,
      );
      places.set(sharer.alarmId, place);
      if (spot) put(spot.partition, sharer);
      return place;
    },
    async announce({ projectId, rule }) {
      const key = keyOfRule(rule.event);
      if (!key) return;
      const counters = countersOf(projectId);
      for (;;) {
        // oxlint-disable-next-line no-await-in-loop -- each step is a request of its own
        await pause();
        const known = new Set(counters.known);
        const lacking = lackingShape(known, key.shape);
        // oxlint-disable-next-line no-await-in-loop -- see above
        await pause();
        if (lacking !== undefined) counters.known.add(lacking);
        const shapes = lacking === undefined ? known.size : counters.known.size;
        // oxlint-disable-next-line no-await-in-loop -- see above
        await pause();
        if (counters.shapes > shapes) continue;
        counters.shapes = shapes;
        count({ projectId, partition: '', slot: slotOf(key.text) });
        return;
      }
    },
    async leaveFormer(place) {
      const { former = [], movedAt: _, ...settled } = place;
      if (former.length === 0) return;
      for (const { partition } of former) {
        // oxlint-disable-next-line no-await-in-loop -- see above
        await pause();
        const row = partitions.get(partition)?.get(place.alarmId);
        if (row && row.version <= place.version) partitions.get(partition)?.delete(place.alarmId);
      }
      await pause();
      former.forEach(count);
      await pause();
      const now = places.get(place.alarmId);
      if (now?.kind === 'shared' && now.version === place.version)
        places.set(place.alarmId, settled);
    },
    async release(alarmId) {
      await pause();
      const place = places.get(alarmId);
      places.delete(alarmId);
      if (place?.kind !== 'shared') return;
      const spots = [spotOfPlace(place), ...(place.former ?? [])];
      for (const spot of spots) if (spot) partitions.get(spot.partition)?.delete(alarmId);
      await pause();
      if (place.spot) count(place.spot);
    },
    async markWhole() {
      isWhole = true;
    },
    async isWhole() {
      return isWhole;
    },
    async list() {
      return [...places.values()];
    },
  };
  return memory;
}
