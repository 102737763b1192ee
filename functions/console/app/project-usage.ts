import type { Caller } from '../../platform/core/caller.ts';
import type { AdminPorts, ProjectUsage } from '../admin-ports.ts';
import { requireAdministrator } from '../core/console-access.ts';

export interface ListedUsage extends ProjectUsage {
  readonly id: string;
  readonly name: string | null;
}

const nothing: ProjectUsage = {
  functions: 0,
  webhooks: 0,
  jobs: 0,
  aliases: 0,
  alarms: 0,
  alarmLimit: undefined,
};

/** What every project has, by name. */
export async function listUsage(
  ports: Pick<AdminPorts, 'projectNames' | 'usage'>,
  caller: Caller,
): Promise<readonly ListedUsage[]> {
  requireAdministrator(caller);
  const [names, usage] = await Promise.all([ports.projectNames(), ports.usage()]);
  const ids = [...new Set([...names.keys(), ...usage.keys()])];
  return ids
    .map((id) => ({ ...nothing, ...usage.get(id), id, name: names.get(id) ?? null }))
    .toSorted((left, right) => ((left.name ?? left.id) < (right.name ?? right.id) ? -1 : 1));
}
