import type { EventStorage } from '../../../contract/event-storage.ts';
import { expiringCache } from '../../../platform/app/expiring-cache.ts';
import { groupBy } from '../../../platform/core/group-by.ts';
import { after, type Instant } from '../../../platform/core/instant.ts';
import { hourOf } from '../../core/log/log-hour.ts';
import { byLogOrder, type NewEvent } from '../../core/log/logged-event.ts';
import {
  expiryOf,
  isKept,
  settingsFrom,
  type StorageSettings,
} from '../../core/log/storage-settings.ts';
import type { Ports } from '../../ports.ts';
import { knownTypes } from './note-types.ts';
import type { Arrival } from './read-arrival.ts';

export type ArchivePorts = Pick<
  Ports,
  'clock' | 'eventCounts' | 'eventLog' | 'eventSettings' | 'eventTypes' | 'log'
> & { readonly storage: EventStorage };

/** `unkept`: the project does not want it; `dropped`: beyond its cap. */
export type Archived = 'stored' | 'already' | 'unkept' | 'dropped';

/** How long settings of projects are remembered, and so how late a change of them counts. */
const rememberedSeconds = 30;
const remembered = 10_000;
/** How often it is noted that a project has stored events. */
const noteSeconds = 3600;
/** How long the counts of an hour are kept beyond its events. */
const countsBeyondSeconds = 86_400;

/**
 * Stores the events that projects keep, up to each one's cap an hour, and counts them. One outcome per event, in
 * order; a failure fails the events of one project. An event that comes again is neither stored nor counted
 * again. A process that dies between storing and counting leaves a count too low, never too high.
 *
 * Several processes may pass the cap together by what each has in its hands.
 */
export function eventArchiver(
  ports: ArchivePorts,
): (arrivals: readonly Arrival[]) => Promise<readonly (Archived | Error)[]> {
  const { clock, eventSettings, storage } = ports;
  const settings = expiringCache<StorageSettings>(clock, remembered);
  const projects = expiringCache<true>(clock, remembered);
  const noteTypes = knownTypes(ports);

  const settingsOf = async (projectId: string): Promise<StorageSettings> => {
    const known = settings.get(projectId);
    if (known) return known;
    const read = settingsFrom(await eventSettings.get(projectId), storage);
    settings.set(projectId, read, after(clock.now(), rememberedSeconds));
    return read;
  };

  const noteProject = async (projectId: string): Promise<void> => {
    if (projects.get(projectId)) return;
    const now = clock.now();
    await eventSettings.addProject(projectId, keptLongest(storage, now));
    projects.set(projectId, true, after(now, noteSeconds));
  };

  const ofProject = async (
    projectId: string,
    arrivals: readonly Arrival[],
  ): Promise<ReadonlyMap<Arrival, Archived>> => {
    const kept = await settingsOf(projectId);
    const outcomes = new Map<Arrival, Archived>(arrivals.map((arrival) => [arrival, 'unkept']));
    // A project that keeps nothing writes nothing.
    if (kept.keep === 'none') return outcomes;
    const hours = groupBy(arrivals.toSorted(byLogOrder), ({ at }) => hourOf(at));
    for (const [hour, inHour] of hours) {
      const wanted = inHour.filter((arrival) => isKept(kept, arrival));
      // oxlint-disable-next-line no-await-in-loop -- a batch seldom spans more than one hour
      for (const [arrival, outcome] of await storeHour(ports, { hour, wanted, kept }))
        outcomes.set(arrival, outcome);
      // oxlint-disable-next-line no-await-in-loop -- as above
      await countHour(ports, projectId, {
        hour,
        outcomes: inHour.map((each) => outcomes.get(each)),
      });
    }
    const stored = arrivals.filter((each) => /stored|already/.test(outcomes.get(each) ?? ''));
    if (stored.length > 0)
      await Promise.all([noteProject(projectId), noteTypes(projectId, stored, kept)]);
    return outcomes;
  };

  return async (arrivals) => {
    const groups = [...groupBy(arrivals, ({ projectId }) => projectId)];
    const settled = await Promise.allSettled(groups.map(([id, group]) => ofProject(id, group)));
    const outcomes = new Map<Arrival, Archived | Error>();
    settled.forEach((outcome, i) => {
      for (const arrival of groups[i]?.[1] ?? [])
        outcomes.set(
          arrival,
          outcome.status === 'fulfilled'
            ? (outcome.value.get(arrival) ?? 'unkept')
            : errorOf(outcome.reason),
        );
    });
    return arrivals.map((arrival) => outcomes.get(arrival) ?? new Error('an event has no outcome'));
  };
}

const errorOf = (reason: unknown): Error =>
  reason instanceof Error ? reason : new Error('an event was not stored', { cause: reason });

const keptLongest = ({ maxDays }: EventStorage, now: Instant): Instant =>
  after(now, maxDays * 86_400 + noteSeconds);

/** Stores what the cap leaves room for. What is beyond it may have been stored before. */
async function storeHour(
  { eventLog, eventCounts, storage }: ArchivePorts,
  {
    hour,
    wanted,
    kept,
  }: {
    readonly hour: Instant;
    readonly wanted: readonly Arrival[];
    readonly kept: StorageSettings;
  },
): Promise<ReadonlyMap<Arrival, Archived>> {
  const [first] = wanted;
  if (!first) return new Map();
  const [counts] = await eventCounts.hours(first.projectId, hour, hour);
  const room = Math.max(0, storage.perProjectPerHour - (counts?.stored ?? 0));
  const all = wanted.map((arrival) => ({
    arrival,
    row: rowOf(arrival, expiryOf(kept, storage, arrival.at)),
  }));
  const known = all.length > room ? await eventLog.has(all.map(({ row }) => row)) : [];
  const fresh = all.filter((_, i) => !known[i]);
  const stored = await eventLog.store(fresh.slice(0, room).map(({ row }) => row));
  const outcomes = new Map<Arrival, Archived>(wanted.map((arrival) => [arrival, 'already']));
  fresh.forEach(({ arrival }, i) => outcomes.set(arrival, stored[i] ?? 'dropped'));
  return outcomes;
}

function rowOf(arrival: Arrival, expiresAt: Instant): NewEvent {
  const { traits: _traits, ...event } = arrival;
  return { ...event, expiresAt };
}

async function countHour(
  { eventCounts, log, storage }: ArchivePorts,
  projectId: string,
  {
    hour,
    outcomes,
  }: { readonly hour: Instant; readonly outcomes: readonly (Archived | undefined)[] },
): Promise<void> {
  const count = (outcome: Archived): number => outcomes.filter((each) => each === outcome).length;
  const [stored, dropped] = [count('stored'), count('dropped')];
  const accepted = stored + dropped + count('unkept');
  if (accepted === 0) return;
  const expiresAt = after(keptLongest(storage, hour), countsBeyondSeconds);
  await eventCounts.add(projectId, { hour, accepted, stored, dropped }, expiresAt);
  if (dropped > 0)
    log.warn('events beyond the cap of a project not stored', { projectId, hour, dropped });
}
