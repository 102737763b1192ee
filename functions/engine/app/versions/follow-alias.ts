import type { FunctionTarget } from '../../core/functions/function.ts';
import type { Ports } from '../../ports.ts';

/**
 * The function and version that a webhook or job points at now. An alias is followed to where it points;
 * an alias that no longer exists gives no function.
 */
export async function followAlias(
  { aliases }: Pick<Ports, 'aliases'>,
  { projectId, ...target }: FunctionTarget & { readonly projectId: string },
): Promise<FunctionTarget> {
  const { functionId, functionVersion, functionAlias } = target;
  if (!functionAlias) return { functionId, functionVersion: functionVersion ?? 0, functionAlias };
  const alias = await aliases.get(projectId, functionAlias);
  return {
    functionId: alias?.functionId ?? null,
    functionVersion: alias?.functionVersion ?? null,
    functionAlias,
  };
}
