import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { duplicateAlias, type FunctionAlias, missingAlias } from '../../core/function-alias.ts';
import { withinLength } from '../../core/function-limits.ts';
import type { ListScope } from '../../core/list-scope.ts';
import type { Ports } from '../../ports.ts';
import { listInScope } from '../list.ts';
import { ownFunction } from '../lookup.ts';
import { versionOf } from './target.ts';

type Targeting = Pick<Ports, 'functions' | 'versions'>;

/** How often a change starts again from the alias as somebody else left it. */
const attempts = 5;

/** Makes an alias for a function of the caller's own project, and for a version that exists. */
export async function createAlias(
  ports: Targeting & Pick<Ports, 'aliases' | 'clock' | 'ids'>,
  caller: Caller,
  input: Pick<FunctionAlias, 'name' | 'description' | 'functionId' | 'functionVersion'>,
): Promise<FunctionAlias> {
  withinLength('name', input.name);
  withinLength('description', input.description);
  await requireTarget(ports, caller, input);
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

/** Aliases are addressed by name, and a name means the caller's own. */
export async function showAlias(
  { aliases }: Pick<Ports, 'aliases'>,
  caller: Caller,
  name: string,
): Promise<FunctionAlias> {
  const alias = await aliases.get(caller.projectId, name);
  if (!alias) throw missingAlias(name);
  return alias;
}

export const listAliases = (
  { aliases }: Pick<Ports, 'aliases'>,
  scope: ListScope,
): Promise<readonly FunctionAlias[]> => listInScope(aliases, scope);

/** Moves or describes an alias; nulls leave things as they are. What follows it does so from now on. */
export async function updateAlias(
  ports: Targeting & Pick<Ports, 'aliases' | 'clock'>,
  caller: Caller,
  name: string,
  change: {
    readonly functionId: string | null;
    readonly functionVersion: number | null;
    readonly description: string | null;
  },
): Promise<FunctionAlias> {
  withinLength('description', change.description);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each attempt reads what the one before lost to
    const before = await showAlias(ports, caller, name);
    const next: FunctionAlias = {
      ...before,
      functionId: change.functionId ?? before.functionId,
      functionVersion: change.functionVersion ?? before.functionVersion,
      description: change.description ?? before.description,
      updatedAt: ports.clock.now(),
    };
    // oxlint-disable-next-line no-await-in-loop -- as above
    await requireTarget(ports, caller, next);
    // oxlint-disable-next-line no-await-in-loop -- as above
    const outcome = await ports.aliases.replace(next, before);
    if (outcome === 'stored') return next;
    if (outcome === 'target') throw duplicateAlias(outcome);
  }
  throw new Fault('conflict', `Alias ${name} is being changed by others.`);
}

/** Removes an alias; webhooks and jobs that follow it find nothing from now on. */
export async function deleteAlias(
  ports: Pick<Ports, 'aliases'>,
  caller: Caller,
  name: string,
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each attempt reads what the one before lost to
    const alias = await showAlias(ports, caller, name);
    // oxlint-disable-next-line no-await-in-loop -- as above
    if ((await ports.aliases.remove(alias)) === 'removed') return;
  }
  throw new Fault('conflict', `Alias ${name} is being changed by others.`);
}

async function requireTarget(
  ports: Targeting,
  caller: Caller,
  { functionId, functionVersion }: Pick<FunctionAlias, 'functionId' | 'functionVersion'>,
): Promise<void> {
  const fn = await ownFunction(ports, caller, functionId);
  if (functionVersion !== 0) await versionOf(ports, fn, functionVersion);
}
