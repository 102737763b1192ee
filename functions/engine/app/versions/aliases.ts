import { whileStale } from '../../../platform/app/while-stale.ts';
import { type Caller, requireRole } from '../../../platform/core/caller.ts';
import { withinLength } from '../../core/functions/function-limits.ts';
import type { AskedScope } from '../../core/lists/list-scope.ts';
import { contended } from '../../core/contended.ts';
import {
  duplicateAlias,
  type FunctionAlias,
  isAliasName,
  missingAlias,
  requireAliasName,
} from '../../core/versions/function-alias.ts';
import type { Ports, TargetPorts } from '../../ports.ts';
import type { Asked } from '../asked.ts';
import { type Limiting, requireRoomFor } from '../project-limits.ts';
import { listInScope } from '../list-in-scope.ts';
import { ownFunction } from '../visible-to-caller.ts';
import { versionOf } from './resolve-target.ts';

export type NewAlias = Pick<
  FunctionAlias,
  'description' | 'functionId' | 'functionVersion' | 'name'
>;

/** What a request changes in an alias; null leaves a field as it is. */
export interface AliasChange {
  readonly functionId: string | null;
  readonly functionVersion: number | null;
  readonly description: string | null;
}

/** Creates an alias for a function of the caller's own project and an existing version. */
export async function createAlias(
  ports: TargetPorts & Limiting & Pick<Ports, 'clock' | 'ids'>,
  caller: Caller,
  asked: Asked<NewAlias>,
): Promise<FunctionAlias> {
  requireRole(caller, 'member');
  const input = await asked();
  requireAliasName(input.name);
  withinLength('description', input.description);
  await requireTarget(ports, caller, input);
  await requireRoomFor('aliases', ports, caller.projectId);
  const alias: FunctionAlias = {
    ...input,
    id: ports.ids.random(),
    projectId: caller.projectId,
    createdAt: ports.clock.now(),
    updatedAt: null,
  };
  const outcome = await ports.aliases.create(alias);
  if (outcome !== 'created') throw duplicateAlias(outcome);
  return alias;
}

export async function showAlias(
  ports: Pick<Ports, 'aliases'>,
  caller: Caller,
  name: string,
): Promise<FunctionAlias> {
  requireRole(caller, 'reader');
  return ownAlias(ports, caller, name);
}

/** An alias is addressed by its name in the caller's own project, also by an administrator. */
async function ownAlias(
  { aliases }: Pick<Ports, 'aliases'>,
  { projectId }: Caller,
  name: string,
): Promise<FunctionAlias> {
  const alias = isAliasName(name) ? await aliases.get(projectId, name) : undefined;
  if (!alias) throw missingAlias(name);
  return alias;
}

export const listAliases = (
  { aliases }: Pick<Ports, 'aliases'>,
  caller: Caller,
  asked: AskedScope,
): Promise<readonly FunctionAlias[]> => listInScope(aliases, caller, asked);

/** Moves or describes an alias. Webhooks and jobs that follow it use its new target from now on. */
export async function updateAlias(
  ports: TargetPorts & Pick<Ports, 'clock' | 'ids' | 'sleep'>,
  caller: Caller,
  name: string,
  asked: Asked<AliasChange>,
): Promise<FunctionAlias> {
  requireRole(caller, 'member');
  const change = await asked();
  withinLength('description', change.description);
  return whileStale(
    ports,
    () => contended('Alias', name),
    async () => {
      const before = await ownAlias(ports, caller, name);
      const next: FunctionAlias = {
        ...before,
        functionId: change.functionId ?? before.functionId,
        functionVersion: change.functionVersion ?? before.functionVersion,
        description: change.description ?? before.description,
        updatedAt: ports.clock.now(),
      };
      await requireTarget(ports, caller, next);
      const outcome = await ports.aliases.replace(next, before);
      if (outcome === 'target') throw duplicateAlias(outcome);
      return outcome === 'stored' ? next : 'stale';
    },
  );
}

/** Removes an alias. Webhooks and jobs that follow it find no function from now on. */
export async function deleteAlias(
  ports: Pick<Ports, 'aliases' | 'ids' | 'sleep'>,
  caller: Caller,
  name: string,
): Promise<void> {
  requireRole(caller, 'member');
  await whileStale(
    ports,
    () => contended('Alias', name),
    async () => ports.aliases.remove(await ownAlias(ports, caller, name)),
  );
}

async function requireTarget(
  ports: Pick<Ports, 'functions' | 'versions'>,
  caller: Caller,
  { functionId, functionVersion }: Pick<FunctionAlias, 'functionId' | 'functionVersion'>,
): Promise<void> {
  const fn = await ownFunction(ports, caller, functionId);
  if (functionVersion !== 0) await versionOf(ports, fn, functionVersion);
}
