import { expiringCache } from '../../../platform/app/expiring-cache.ts';
import { groupBy } from '../../../platform/core/group-by.ts';
import { after } from '../../../platform/core/instant.ts';
import type { EventStorage } from '../../../contract/event-storage.ts';
import { expiryOf, type StorageSettings } from '../../core/log/storage-settings.ts';
import type { TraitDescription } from '../../core/log/known-type.ts';
import type { Ports } from '../../ports.ts';
import type { Arrival } from './read-arrival.ts';

/** How often a type that is seen again is written again. */
const noteSeconds = 3600;
const remembered = 10_000;

/** Keeps what is known of the types of events: writes a type if it, or a trait of it, was not written for an hour. */
export function knownTypes({
  clock,
  eventTypes,
  storage,
}: Pick<Ports, 'clock' | 'eventTypes'> & { readonly storage: EventStorage }) {
  const known = expiringCache<ReadonlySet<string>>(clock, remembered);

  return async (
    projectId: string,
    arrivals: readonly Arrival[],
    kept: StorageSettings,
  ): Promise<void> => {
    const types = [...groupBy(arrivals, ({ eventType }) => eventType)];
    await Promise.all(
      types.map(async ([eventType, group]) => {
        // What a project has deleted is no longer known.
        const key = [projectId, kept.emptiedAt, eventType].join('\0');
        const before = known.get(key);
        const traits = new Map(
          group.flatMap((each) => each.traits).map((trait) => [nameOf(trait), trait]),
        );
        if (before && [...traits.keys()].every((name) => before.has(name))) return;
        const seenAt = group
          .map(({ at }) => at)
          .reduce((left, right) => (left > right ? left : right));
        // A type lives a little longer than its events, because it is not written for each of them.
        const expiresAt = after(expiryOf(kept, storage, seenAt), noteSeconds);
        await eventTypes.note(
          projectId,
          { eventType, traits: [...traits.values()], seenAt },
          expiresAt,
        );
        const all = new Set([...(before ?? []), ...traits.keys()]);
        known.set(key, all, after(clock.now(), noteSeconds));
      }),
    );
  };
}

const nameOf = ({ name, type }: TraitDescription): string => `${type}:${name}`;
