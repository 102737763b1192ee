import { type ExpiringCache, expiringCache } from '../../platform/app/expiring-cache.ts';
import { after } from '../../platform/core/instant.ts';
import type { Clock } from '../../platform/ports.ts';
import type { ConsoleRecords } from '../ports.ts';

/** How old the name of an alarm or a function may be in what is polled; lists read it each time. */
const keptSeconds = 60;
const keptThings = 1000;

/** Reads alarms and functions, whose names each poll shows, once a minute. */
export function keptNames(
  { alarm, function: functionOf }: Pick<ConsoleRecords, 'alarm' | 'function'>,
  clock: Clock,
): Pick<ConsoleRecords, 'alarm' | 'function'> {
  const keeping =
    <Thing extends object>(
      kept: ExpiringCache<Thing>,
      read: (projectId: string, id: string) => Promise<Thing | undefined>,
    ) =>
    async (projectId: string, id: string): Promise<Thing | undefined> => {
      const name = JSON.stringify([projectId, id]);
      const known = kept.get(name);
      if (known) return known;
      const thing = await read(projectId, id);
      if (thing) kept.set(name, thing, after(clock.now(), keptSeconds));
      return thing;
    };
  return {
    alarm: keeping(expiringCache(clock, keptThings), alarm),
    function: keeping(expiringCache(clock, keptThings), functionOf),
  };
}
