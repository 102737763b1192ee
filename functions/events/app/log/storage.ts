import type { EventStorage } from '../../../contract/event-storage.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { after } from '../../../platform/core/instant.ts';
import { requireLogRole } from '../../core/log/log-access.ts';
import { type HourCounts, hourOf, sumOfHours } from '../../core/log/log-hour.ts';
import { settingsFrom, type StorageSettings } from '../../core/log/storage-settings.ts';
import type { Ports } from '../../ports.ts';

type StoragePorts = Pick<Ports, 'clock' | 'eventCounts' | 'eventSettings'> & {
  readonly storage: EventStorage;
};

/** A project's settings, and what became of its events in the last day. */
export interface ShownStorage extends StorageSettings {
  readonly lastDay: HourCounts;
}

const daySeconds = 86_400;

export async function showStorage(ports: StoragePorts, caller: Caller): Promise<ShownStorage> {
  requireLogRole(caller, 'reader');
  const now = ports.clock.now();
  const [settings, hours] = await Promise.all([
    ports.eventSettings.get(caller.projectId),
    ports.eventCounts.hours(caller.projectId, hourOf(after(now, -daySeconds)), hourOf(now)),
  ]);
  return { ...settingsFrom(settings, ports.storage), lastDay: sumOfHours(hours) };
}

/** Sets what the project stores, and for how long, from now on. */
export async function setStorage(
  ports: StoragePorts,
  caller: Caller,
  settings: Pick<StorageSettings, 'keep' | 'days'>,
): Promise<ShownStorage> {
  requireLogRole(caller, 'member');
  await ports.eventSettings.put(caller.projectId, settings);
  return showStorage(ports, caller);
}
