import { type FunctionVersion, missingVersion } from '../../core/function-version.ts';
import { missingAlias } from '../../core/function-alias.ts';
import { Fault } from '../../../platform/core/fault.ts';
import type { FunctionTarget, QinlingFunction } from '../../core/function.ts';
import type { Ports } from '../../ports.ts';

/** What a request says it points at, and whose aliases count. */
export interface AskedTarget {
  readonly functionId: string | null;
  readonly functionVersion: number | null;
  readonly functionAlias: string | null;
}

/** The function and version a request means, and what to keep of the way it was named. */
export interface ResolvedTarget {
  readonly fn: QinlingFunction;
  readonly version: number;
  /** The version itself; undefined for the function's newest code. */
  readonly frozen: FunctionVersion | undefined;
  readonly target: FunctionTarget;
}

/**
 * Resolves what a request points at: the alias, if one is named, wins over function and version, and is
 * kept as a name, so that it can move. The caller of this use case decides whose functions count, by
 * `find`.
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
  const alias = functionAlias ? await ports.aliases.get(projectId, functionAlias) : undefined;
  if (functionAlias && !alias) throw missingAlias(functionAlias);
  const fn = await find(alias?.functionId ?? asked.functionId ?? '');
  const version = (alias ?? asked).functionVersion ?? 0;
  const frozen = version === 0 ? undefined : await versionOf(ports, fn, version);
  const target = alias
    ? { functionId: null, functionVersion: null, functionAlias: alias.name }
    : { functionId: fn.id, functionVersion: version, functionAlias: null };
  return { fn, version, frozen, target };
}

/** The version of this number. */
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
