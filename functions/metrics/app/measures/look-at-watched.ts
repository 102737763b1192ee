import { expiringCache } from '../../../platform/app/expiring-cache.ts';
import { after, type Instant } from '../../../platform/core/instant.ts';
import type { Clock } from '../../../platform/ports.ts';
import type { WatchingAlarm } from '../../alarm-ports.ts';
import { microsecondsPerSecond } from '../../core/aggregation/point.ts';
import type { Member } from '../../core/storage/lane.ts';
import type { LookQueue, MeasurePorts, WatchStore } from '../../measure-ports.ts';
import type { SeriesPoints } from './store-measures.ts';
import { alarmsOf } from './watching-alarms.ts';

/** Asks for a look at each alarm that watches one of these metrics. */
export type LookAtWatched = (measured: readonly SeriesPoints[]) => Promise<void>;

/** How long the alarms of a name are cached. A new one may miss measures for so long, and looks by itself first. */
const cachedSeconds = 5;
const cachedNames = 10_000;

/**
 * Metrics that no alarm watches cost nothing more: their lanes say so, and the names that alarms watch are
 * cached, those without alarms, too.
 */
export function watchedLooker({
  watchStore,
  lookQueue,
  clock,
}: Pick<MeasurePorts, 'watchStore' | 'lookQueue'> & { readonly clock: Clock }): LookAtWatched {
  const byName = expiringCache<readonly WatchingAlarm[]>(clock, cachedNames);
  const ofName = async (name: string): Promise<readonly WatchingAlarm[]> => {
    const cached = byName.get(name);
    if (cached) return cached;
    const alarms = await watchStore.list({ kind: 'name', name });
    byName.set(name, alarms, after(clock.now(), cachedSeconds));
    return alarms;
  };

  return async (measured) => {
    if (!lookQueue) return;
    const touched = measured.filter(({ points }) => points.length > 0);
    const itself = await gathered(touched, ({ member }) =>
      member.watched ? alarmsOf(watchStore, member) : nobody,
    );
    // Measures that come together have few names.
    const names = new Set(touched.flatMap(({ series }) => series.member.name ?? []));
    const named = new Map(
      await Promise.all([...names].map(async (name) => [name, await ofName(name)] as const)),
    );
    const many = await gathered(touched, async ({ member }) => named.get(member.name ?? '') ?? []);
    const acceptedAt = clock.now();
    await Promise.all([
      ...[...itself.values()].map((look) => lookQueue.send(messageOf(look, acceptedAt))),
      ...[...many]
        .filter(([key]) => !itself.has(key))
        .map(([, look]) => sendClaimed({ watchStore, lookQueue }, look, acceptedAt)),
    ]);
  };
}

const nobody: Promise<readonly WatchingAlarm[]> = Promise.resolve([]);

interface Look {
  readonly alarm: WatchingAlarm;
  /** In microseconds. */
  from: number;
  until: number;
}

/** Each alarm once, with the times of the measures that concern it. */
async function gathered(
  touched: readonly SeriesPoints[],
  alarmsFor: (series: SeriesPoints['series']) => Promise<readonly WatchingAlarm[]>,
): Promise<ReadonlyMap<string, Look>> {
  const alarms = await Promise.all(touched.map(({ series }) => alarmsFor(series)));
  const looks = new Map<string, Look>();
  touched.forEach(({ series, points }, i) => {
    for (const alarm of alarms[i] ?? []) {
      if (!mayRead(alarm, series.member)) continue;
      const key = `${alarm.projectId}/${alarm.alarmId}`;
      const look = looks.get(key) ?? { alarm, from: Infinity, until: 0 };
      for (const { time } of points) {
        look.from = Math.min(look.from, time);
        look.until = Math.max(look.until, time);
      }
      looks.set(key, look);
    }
  });
  return looks;
}

/** Whether the alarm's project may read the metric. The look decides; this spares looks. */
const mayRead = ({ projectId }: WatchingAlarm, member: Member): boolean =>
  member.creatorProjectId === projectId || member.resourceProjectId === projectId;

/** An alarm over many metrics is touched by many requests at a time, and one look sees them all. */
async function sendClaimed(
  { watchStore, lookQueue }: { readonly watchStore: WatchStore; readonly lookQueue: LookQueue },
  look: Look,
  acceptedAt: Instant,
): Promise<void> {
  const claimed = await watchStore.claimLook(look.alarm, acceptedAt);
  if (claimed === 'asked-for') return;
  await lookQueue.send(messageOf(look, acceptedAt), claimed === 'now' ? 0 : 1);
}

const messageOf = ({ alarm, from, until }: Look, acceptedAt: Instant) => ({
  v: 1 as const,
  ...alarm,
  acceptedAt,
  from: from / microsecondsPerSecond,
  until: until / microsecondsPerSecond,
});
