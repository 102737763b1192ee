import type { Invocation } from '../contract/envelope.ts';
import type { RunOutcome } from './core/executions/run-outcome.ts';
import type { Deployment, ImageDeployment } from './core/functions/deployment.ts';

/** Runs a user's function once. It never retries, because the code may have run. */
export interface FunctionRunner {
  /**
   * `qualifier` is a version published in Lambda, or undefined for the newest code. `inputJson` is passed
   * on as text, so that numbers keep their form.
   */
  run(
    functionId: string,
    qualifier: string | undefined,
    invocation: Omit<Invocation, 'input'>,
    inputJson: string,
  ): Promise<RunOutcome>;
}

/** Lambda's control plane. Applying twice changes nothing; throttled calls are retried inside. */
export interface FunctionProvisioner {
  /**
   * Asks `isWanted` before each change, and makes the change only if nobody else has changed the function
   * since. So if several apply at once, none undoes a later revision.
   */
  apply(
    deployment: Deployment | ImageDeployment,
    isWanted: () => Promise<boolean>,
  ): Promise<
    | { readonly kind: 'ready' }
    | { readonly kind: 'refused'; readonly reason: string }
    /** No longer wanted, or changed by somebody else: read the row again. */
    | { readonly kind: 'overtaken' }
  >;
  /** Removes the function with all its versions. */
  remove(functionId: string): Promise<void>;
  /**
   * Publishes what the function runs now as a Lambda version. Asks `isWanted` first, as `apply` does, and
   * publishes nothing that has changed since. Publishing twice gives the same number.
   */
  publish(
    functionId: string,
    isWanted: () => Promise<boolean>,
  ): Promise<
    | { readonly kind: 'published'; readonly lambdaVersion: string }
    | { readonly kind: 'refused'; readonly reason: string }
    | { readonly kind: 'overtaken' }
  >;
  /** Has Lambda keep this many environments of a version initialised (provisioned concurrency); 0 for none. */
  keepReady(
    functionId: string,
    lambdaVersion: string,
    environments: number,
  ): Promise<{ readonly kind: 'ready' } | { readonly kind: 'refused'; readonly reason: string }>;
  removeVersion(functionId: string, lambdaVersion: string): Promise<void>;
}

/** The users' functions that Lambda has. */
export interface DeployedFunctions {
  /**
   * Their ids, and whether each has the role and the layer of this deployment; may miss one that was created
   * a moment ago.
   */
  list(): Promise<readonly { readonly id: string; readonly isCurrent: boolean }[]>;
}
