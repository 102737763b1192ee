import type { Deployment, FunctionProvisioner } from '../../ports/engine.ts';

/** Lambda as it would be: what was applied last. `refusing` makes it refuse with that reason. */
export function memoryFunctionProvisioner(
  refusing?: (deployment: Deployment) => string | undefined,
): FunctionProvisioner & { readonly deployed: ReadonlyMap<string, Deployment> } {
  const deployed = new Map<string, Deployment>();
  return {
    deployed,
    async apply(deployment, isWanted) {
      if (!(await isWanted())) return { kind: 'overtaken' };
      const reason = refusing?.(deployment);
      if (reason !== undefined) return { kind: 'refused', reason };
      deployed.set(deployment.functionId, deployment);
      return { kind: 'ready' };
    },
    async remove(functionId) {
      deployed.delete(functionId);
    },
  };
}
