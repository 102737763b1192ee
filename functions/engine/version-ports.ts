import type { Instant } from '../platform/core/instant.ts';
import type { DueRows } from '../platform/ports.ts';
import type { FunctionKey, QinlingFunction } from './core/functions/function.ts';
import type { AliasDuplicate, FunctionAlias } from './core/versions/function-alias.ts';
import type { FunctionVersion } from './core/versions/function-version.ts';
import type { Listing } from './row-ports.ts';

/** The versions of functions. Every read is consistent. */
export interface VersionStore {
  /**
   * Stores the version, and its number as the function's latest, only if the function still has the
   * revision and latest version it was `seen` with. So a version is always made of the newest code.
   */
  create(
    version: FunctionVersion,
    seen: Pick<QinlingFunction, 'revision' | 'latestVersion'>,
  ): Promise<'stored' | 'stale'>;
  /** In the order of their numbers. */
  list(fn: FunctionKey): Promise<readonly FunctionVersion[]>;
  /**
   * Hides the version and makes its row due, so that the provisioner removes it from Lambda. Removing the
   * latest version lowers the function's latest number by one.
   */
  remove(version: FunctionVersion): Promise<'removed' | 'gone'>;
}

/** What the provisioner reads and records of versions. Those that are overdue are due, by their function. */
export interface VersionPublications extends DueRows<FunctionKey> {
  /** Records how publishing ended; only the first outcome is kept. */
  record(
    version: FunctionVersion,
    outcome: { readonly lambdaVersion: string } | { readonly error: string },
  ): Promise<void>;
  /**
   * For a function that Lambda has lost: makes each of its versions, in the order of their numbers, and
   * then the function itself a new revision to be applied. Stale if any of them has changed.
   */
  republish(fn: QinlingFunction, versions: readonly FunctionVersion[]): Promise<'stored' | 'stale'>;
  /** Removed versions that Lambda may still have. */
  removed(fn: FunctionKey): Promise<readonly FunctionVersion[]>;
  /** Deletes the row of a removed version, or of a version whose function is gone. */
  forget(version: FunctionVersion): Promise<void>;
}

/** How many environments of each version Lambda is to keep ready. */
export interface VersionScaling {
  /**
   * Sets the number and makes the version due, even if the number is unchanged; only if it still is what
   * `version` was read with.
   */
  scale(version: FunctionVersion, provisioned: number): Promise<'stored' | 'stale'>;
  /** Records that the version was detached; it does nothing if the version is gone. */
  detached(version: FunctionVersion, at: Instant): Promise<void>;
  /** Records that Lambda was told, or why it refused. Stale if the wanted number has changed since. */
  scaled(version: FunctionVersion, error: string | null): Promise<'stored' | 'stale'>;
  /** Versions of a project, or of all projects, with environments to keep ready. */
  listScaled(projectId?: string): Promise<readonly FunctionVersion[]>;
}

/** The aliases of projects. Every read is consistent. */
export interface AliasStore extends Listing<FunctionAlias> {
  create(alias: FunctionAlias): Promise<'created' | AliasDuplicate>;
  get(projectId: string, name: string): Promise<FunctionAlias | undefined>;
  /** Changes the alias, only if it still points where `seen` did. */
  replace(
    next: FunctionAlias,
    seen: FunctionAlias,
  ): Promise<'stored' | 'stale' | Extract<AliasDuplicate, 'target'>>;
  remove(alias: FunctionAlias): Promise<'removed' | 'stale'>;
}
