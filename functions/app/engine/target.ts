import { Fault } from '../../core/fault.ts';
import type { FunctionTarget, QinlingFunction } from '../../core/function.ts';

/** What a request says it points at. */
export interface AskedTarget {
  readonly functionId: string | null;
  readonly functionVersion: number | null;
  readonly functionAlias: string | null;
}

/** The function and version a request means, and what to keep of the way it was named. */
export interface ResolvedTarget {
  readonly fn: QinlingFunction;
  readonly version: number;
  readonly target: FunctionTarget;
}

/**
 * Resolves what a request points at: the alias, if one is named, wins over function and version. The
 * caller of this use case decides whose functions count, by `find`.
 */
export async function resolveTarget(
  asked: AskedTarget,
  find: (functionId: string) => Promise<QinlingFunction>,
): Promise<ResolvedTarget> {
  if (!asked.functionAlias && !asked.functionId)
    throw new Fault('invalid', 'Either function_alias or function_id must be provided.');
  if (asked.functionAlias)
    throw new Fault('not-found', `FunctionAlias not found [name=${asked.functionAlias}]`);
  const fn = await find(asked.functionId ?? '');
  const version = asked.functionVersion ?? 0;
  if (version > 0) throw missingVersion(fn.id, version);
  return {
    fn,
    version,
    target: { functionId: fn.id, functionVersion: version, functionAlias: null },
  };
}

export const missingVersion = (functionId: string, version: number): Fault =>
  new Fault(
    'not-found',
    `FunctionVersion not found [function_id=${functionId}, version_number=${version}]`,
  );
