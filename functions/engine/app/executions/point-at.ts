import type { FunctionTarget } from '../../core/function.ts';
import type { Ports } from '../../ports.ts';

/**
 * The function and version a webhook or job stands for now: an alias is followed to wherever it has
 * been moved. One that is gone leads to no function at all.
 */
export async function pointAt(
  { aliases }: Pick<Ports, 'aliases'>,
  { projectId, ...target }: FunctionTarget & { readonly projectId: string },
): Promise<FunctionTarget> {
  const { functionId, functionVersion, functionAlias } = target;
  if (!functionAlias) return { functionId, functionVersion, functionAlias };
  const alias = await aliases.get(projectId, functionAlias);
  return {
    functionId: alias?.functionId ?? null,
    functionVersion: alias?.functionVersion ?? null,
    functionAlias,
  };
}
