import type { Instant } from '../../../platform/core/instant.ts';
import type { FunctionCredential } from './function-credential.ts';
import type { SealedSecret } from './function-secret.ts';

/** Where a function's code comes from, as the API shows it. */
export type Code =
  | { readonly source: 'package'; readonly md5sum: string }
  | {
      readonly source: 'swift';
      readonly swift: { readonly container: string; readonly object: string };
    }
  | { readonly source: 'image'; readonly image: string };

/**
 * A user's function. `revision` counts the accepted changes of code and configuration;
 * `appliedRevision` is the revision that Lambda runs. Executions wait until the two are equal.
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
  /** Variables of the function's process, encrypted, in the order of their names; absent if it never had any. */
  readonly secrets?: readonly SealedSecret[];
  /** With which its executions get a token; null or absent if none is registered. */
  readonly credential?: FunctionCredential | null;
  readonly latestVersion: number;
  /** Key of the package in the package bucket. */
  readonly packageKey: string | null;
  readonly revision: number;
  readonly appliedRevision: number;
  /** Why Lambda cannot run the newest revision; null if it can, or has not tried yet. */
  readonly applyError: string | null;
  /** When an administrator last detached the function, which replaces its environments. */
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

/** Which function, and of which project. */
export interface FunctionKey {
  readonly projectId: string;
  readonly functionId: string;
}

/** A new revision not applied after this many seconds is queued for the provisioner again. */
export const provisioningSeconds = 60;
