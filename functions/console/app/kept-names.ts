import { keptReads } from '../../platform/app/kept-reads.ts';
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
  const keeping = <Thing extends object>(
    read: (projectId: string, id: string) => Promise<Thing | undefined>,
  ) => {
    const kept = keptReads(([projectId, id]: readonly [string, string]) => read(projectId, id), {
      clock,
      seconds: keptSeconds,
      limit: keptThings,
      nameOf: JSON.stringify,
    });
    return (projectId: string, id: string) => kept([projectId, id]);
  };
  return { alarm: keeping(alarm), function: keeping(functionOf) };
}
