import type { Instant } from '../../platform/core/instant.ts';

export type RuntimeStatus = 'creating' | 'available' | 'error' | 'upgrading' | 'deleting';

/** A Python environment functions run in. `image` is a Lambda runtime identifier, or a Qinling image name standing for the default one. */
export interface Runtime {
  readonly id: string;
  readonly name: string | null;
  readonly image: string;
  readonly description: string | null;
  readonly isPublic: boolean;
  readonly trusted: boolean;
  readonly status: RuntimeStatus;
  readonly projectId: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant | null;
}

/** Where a function's code comes from, as the API shows it. */
export type Code =
  | { readonly source: 'package'; readonly md5sum: string }
  | {
      readonly source: 'swift';
      readonly swift: { readonly container: string; readonly object: string };
    }
  | { readonly source: 'image'; readonly image: string };

/**
 * A user's function. `revision` counts the changes of code and configuration that were accepted,
 * `appliedRevision` those that Lambda runs: an execution waits until they agree.
 */
export interface QinlingFunction {
  readonly id: string;
  readonly projectId: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly runtimeId: string | null;
  readonly code: Code;
  /** `module.function`; null for an image. */
  readonly entry: string | null;
  /** Thousandths of a CPU. */
  readonly cpu: number;
  /** Bytes. */
  readonly memorySize: number;
  readonly timeoutSeconds: number;
  readonly latestVersion: number;
  /** Key of the package in the package bucket. */
  readonly packageKey: string | null;
  readonly revision: number;
  readonly appliedRevision: number;
  /** Why the newest revision cannot run, once Lambda has refused it. */
  readonly applyError: string | null;
  /** When its environments were last made to go by hand. */
  readonly detachedAt?: Instant;
  readonly createdAt: Instant;
  readonly updatedAt: Instant | null;
}

/** What an execution, webhook, job or alias points at. Version 0 is the function's newest code. */
export interface FunctionTarget {
  readonly functionId: string | null;
  readonly functionVersion: number | null;
  readonly functionAlias: string | null;
}

/** A secret URL that runs a function without credentials. */
export interface Webhook extends FunctionTarget {
  readonly id: string;
  readonly projectId: string;
  readonly description: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant | null;
}
