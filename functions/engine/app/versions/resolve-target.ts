import { Fault } from '../../../platform/core/fault.ts';
import type { FunctionTarget, QinlingFunction } from '../../core/functions/function.ts';
import { isAliasName, missingAlias } from '../../core/versions/function-alias.ts';
import { type FunctionVersion, missingVersion } from '../../core/versions/function-version.ts';
import type { Ports } from '../../ports.ts';

/** What a request points at. */
export interface AskedTarget {
  readonly functionId: string | null;
  readonly functionVersion: number | null;
  readonly functionAlias: string | null;
}

/** The function and version that a request points at. */
export interface ResolvedTarget {
  readonly fn: QinlingFunction;
  readonly version: number;
  /** The version itself; undefined for the function's newest code. */
  readonly frozen: FunctionVersion | undefined;
  /** What to store: an alias is stored by its name, so that it can move. */
  readonly target: FunctionTarget;
}

/**
 * Resolves what a request points at. If it names an alias, the alias of `projectId` wins over function and
 * version. `find` decides which functions the caller may use.
 */
export async function resolveTarget(
  ports: Pick<Ports, 'aliases' | 'versions'>,
  projectId: string,
  asked: AskedTarget,
  find: (functionId: string) => Promise<QinlingFunction>,
): Promise<ResolvedTarget> {
  const { functionAlias } = asked;
  if (!functionAlias && !asked.functionId)
    throw new Fault('invalid', 'Either function_alias or function_id must be provided.');
  const alias =
    functionAlias && isAliasName(functionAlias)
      ? await ports.aliases.get(projectId, functionAlias)
      : undefined;
  if (functionAlias && !alias) throw missingAlias(functionAlias);
  const fn = await find(alias?.functionId ?? asked.functionId ?? '');
  const version = (alias ?? asked).functionVersion ?? 0;
  const frozen = version === 0 ? undefined : await versionOf(ports, fn, version);
  const target = alias
    ? { functionId: null, functionVersion: null, functionAlias: alias.name }
    : { functionId: fn.id, functionVersion: version, functionAlias: null };
  return { fn, version, frozen, target };
}

/** The version of a function by its number. */
export async function versionOf(
  { versions }: Pick<Ports, 'versions'>,
  { projectId, id: functionId }: QinlingFunction,
  version: number,
): Promise<FunctionVersion> {
  const all = await versions.list({ projectId, functionId });
  const found = all.find(({ number }) => number === version);
  if (!found) throw missingVersion(functionId, version);
  return found;
}
