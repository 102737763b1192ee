import type { KnownType, TraitDescription } from '../../functions/events/core/log/known-type.ts';
import { logLimits } from '../../functions/events/core/log/log-limits.ts';
import { type LogHour, noCounts, sumOfHours } from '../../functions/events/core/log/log-hour.ts';
import type { StorageSettings } from '../../functions/events/core/log/storage-settings.ts';
import type {
  Erasure,
  Erasures,
  EventCounts,
  EventSettings,
  EventTypes,
} from '../../functions/events/ports.ts';
import { after, type Instant } from '../../functions/platform/core/instant.ts';
import { memoryDueRows } from './due-rows.ts';

const inProject = <Key, Value>(all: Map<string, Map<Key, Value>>, projectId: string) => {
  const found = all.get(projectId) ?? new Map<Key, Value>();
  all.set(projectId, found);
  return found;
};

/** What the log keeps beside events, in memory. */
export function memoryEventRecords({
  mostTypes = logLimits.types,
}: {
  readonly mostTypes?: number;
} = {}): {
  readonly eventCounts: EventCounts;
  readonly eventTypes: EventTypes;
  readonly eventSettings: EventSettings;
  readonly erasures: Erasures;
} {
  const hours = new Map<string, Map<Instant, LogHour>>();
  const types = new Map<string, Map<string, KnownType>>();
  const settings = new Map<string, Partial<StorageSettings>>();
  const projects = new Set<string>();
  const erasures = new Map<string, Erasure & { readonly dueAt: Instant }>();
  const settingsOf = (projectId: string) => settings.get(projectId) ?? {};

  return {
    eventCounts: {
      hours: async (projectId, from, to) =>
        [...inProject(hours, projectId).values()]
          .filter(({ hour }) => from <= hour && hour <= to)
          .toSorted((left, right) => (left.hour < right.hour ? -1 : 1)),
      async add(projectId, counts) {
        const own = inProject(hours, projectId);
        const { hour } = counts;
        own.set(hour, { hour, ...sumOfHours([own.get(hour) ?? noCounts, counts]) });
      },
      async forget(projectId, until) {
        const own = inProject(hours, projectId);
        for (const hour of own.keys()) if (after(hour, 3600) <= until) own.delete(hour);
      },
    },
    eventTypes: {
      list: async (projectId) => [...inProject(types, projectId).values()],
      get: async (projectId, eventType) => inProject(types, projectId).get(eventType),
      async note(projectId, type) {
        const own = inProject(types, projectId);
        const known = own.get(type.eventType);
        if (!known && own.size >= mostTypes) return 'full';
        const traits = new Map<string, TraitDescription>(
          [...(known?.traits ?? []), ...type.traits].map((trait) => [
            `${trait.name}\0${trait.type}`,
            trait,
          ]),
        );
        const isFull = (known?.traits ?? []).length >= logLimits.traits;
        own.set(type.eventType, {
          ...type,
          traits: isFull && known ? known.traits : [...traits.values()],
        });
        return 'noted';
      },
      async forget(projectId, until) {
        const own = inProject(types, projectId);
        for (const { eventType, seenAt } of own.values())
          if (seenAt <= until) own.delete(eventType);
      },
    },
    eventSettings: {
      get: async (projectId) => settingsOf(projectId),
      async put(projectId, { keep, days }) {
        settings.set(projectId, { ...settingsOf(projectId), keep, days });
      },
      async addProject(projectId) {
        projects.add(projectId);
      },
      projects: async () => [...projects].toSorted(),
    },
    erasures: {
      ...memoryDueRows<string>(() =>
        [...erasures.values()].map(({ projectId, dueAt }) => ({
          key: projectId,
          row: [projectId, 'erasure'],
          at: dueAt,
        })),
      ),
      async begin({ projectId, until }, dueAt) {
        const { emptiedAt = '' } = settingsOf(projectId);
        if (until <= emptiedAt) return;
        settings.set(projectId, { ...settingsOf(projectId), emptiedAt: until });
        erasures.set(projectId, { projectId, until, dueAt });
      },
      async take(projectId, now, until) {
        const found = erasures.get(projectId);
        if (!found || found.dueAt > now) return undefined;
        erasures.set(projectId, { ...found, dueAt: until });
        return { projectId, until: found.until };
      },
      async end({ projectId, until }) {
        if (erasures.get(projectId)?.until === until) erasures.delete(projectId);
      },
    },
  };
}
