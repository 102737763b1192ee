import type { AliasDuplicate, FunctionAlias } from '../core/function-alias.ts';
import type { FunctionVersion } from '../core/function-version.ts';
import type { QinlingFunction } from '../core/function.ts';
import type { Instant } from '../core/instant.ts';

/** Which function, and whose. */
export interface FunctionKey {
  readonly projectId: string;
  readonly functionId: string;
}

/** The versions of functions; every read sees what was written just before. */
export interface VersionStore {
  /**
   * Stores the version, and its number as the function's latest one, only while the function is at the
   * revision and latest version it was `seen` at: so no version is ever made of anything but the
   * function's newest code.
   */
  create(
    version: FunctionVersion,
    seen: Pick<QinlingFunction, 'revision' | 'latestVersion'>,
  ): Promise<'stored' | 'stale'>;
  /** In the order of their numbers. */
  list(fn: FunctionKey): Promise<readonly FunctionVersion[]>;
  /** Records how publishing ended; nothing if that is known already. */
  published(
    version: FunctionVersion,
    outcome: { readonly lambdaVersion: string } | { readonly error: string },
  ): Promise<void>;
  /**
   * Has the versions of a function published again, and the function made again after them, because
   * Lambda has lost them all: each becomes a revision of its own, in the order of their numbers. Stale
   * when the function or one of the versions has changed meanwhile.
   */
  republish(fn: QinlingFunction, versions: readonly FunctionVersion[]): Promise<'stored' | 'stale'>;
  /**
   * Says how many environments Lambda is to keep ready for the version, and that it is to be told, also
   * when the number stays; only while the version wants as many as it was read with.
   */
  scale(version: FunctionVersion, provisioned: number): Promise<'stored' | 'stale'>;
  /**
   * Records that Lambda was told, or why it refused. Stale, with nothing recorded, when the version wants
   * something else by now.
   */
  scaled(version: FunctionVersion, error: string | null): Promise<'stored' | 'stale'>;
  /** The versions of a project, or of all, that want environments kept ready. */
  listScaled(projectId?: string): Promise<readonly FunctionVersion[]>;
  /**
   * Hides the version; what is left of it in Lambda is removed by the provisioner. The number of the
   * function's latest version goes down with the latest one.
   */
  remove(version: FunctionVersion): Promise<'removed' | 'gone'>;
  /** Removed versions of which Lambda may still have something. */
  removed(fn: FunctionKey): Promise<readonly FunctionVersion[]>;
  /** The last trace of a removed version, or of one whose function is gone. */
  forget(version: FunctionVersion): Promise<void>;
  /** Functions with a version that waits for the provisioner longer than it should. */
  due(now: Instant): Promise<readonly FunctionKey[]>;
}

/** The aliases of projects; every read sees what was written just before. */
export interface AliasStore {
  create(alias: FunctionAlias): Promise<'created' | AliasDuplicate>;
  get(projectId: string, name: string): Promise<FunctionAlias | undefined>;
  list(projectId: string): Promise<readonly FunctionAlias[]>;
  listAll(): Promise<readonly FunctionAlias[]>;
  /** Moves or describes the alias, only while it points where it did in `seen`. */
  replace(
    next: FunctionAlias,
    seen: FunctionAlias,
  ): Promise<'stored' | 'stale' | Extract<AliasDuplicate, 'target'>>;
  remove(alias: FunctionAlias): Promise<'removed' | 'stale'>;
}
