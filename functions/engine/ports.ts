import type { PythonRuntime } from '../contract/python-runtime.ts';
import type { Invocation } from '../contract/envelope.ts';
import type { ExecutionMessage, ProvisioningMessage } from '../contract/message.ts';
import type { ProjectLimits } from '../contract/project-limits.ts';
import type { Instant } from '../platform/core/instant.ts';
import type { DueRows, PlatformPorts } from '../platform/ports.ts';
import type { RunOutcome } from './core/executions/run-outcome.ts';
import type { Deployment, ImageDeployment } from './core/functions/deployment.ts';
import type {
  ExecutionAttempts,
  ExecutionReviews,
  ExecutionStore,
  RowId,
} from './execution-ports.ts';
import type { FunctionKey, QinlingFunction } from './core/functions/function.ts';
import type { Runtime } from './core/functions/runtime.ts';
import type { Job } from './core/jobs/job.ts';
import type { AliasDuplicate, FunctionAlias } from './core/versions/function-alias.ts';
import type { FunctionVersion } from './core/versions/function-version.ts';
import type { Webhook } from './core/webhooks/webhook.ts';

/** Rows that a project owns. Lists are complete and consistent: clients create, then list to resolve a name. */
interface Listing<Entity> {
  list(projectId: string): Promise<readonly Entity[]>;
  /** Across projects, for administrators. */
  listAll(): Promise<readonly Entity[]>;
}

interface Lookup<Entity> extends Listing<Entity> {
  get(projectId: string, id: string): Promise<Entity | undefined>;
  /** In any project, for administrators; may miss what was created a moment ago. */
  find(id: string): Promise<Entity | undefined>;
}

export interface RuntimeStore {
  /** The Pythons that functions of this deployment may run on, oldest first. */
  readonly pythons: readonly PythonRuntime[];
  /** Never one of the built-in runtimes, which `get` and `list` always include. */
  put(runtime: Runtime): Promise<void>;
  get(id: string): Promise<Runtime | undefined>;
  list(): Promise<readonly Runtime[]>;
  remove(id: string): Promise<void>;
}

export interface FunctionStore extends Lookup<QinlingFunction> {
  create(fn: QinlingFunction): Promise<void>;
  /**
   * Stores the fields of `next` that the API may change, only if the row has not changed since it was
   * `seen`. Leaves alone what the provisioner records and the latest version's number.
   */
  replace(
    next: QinlingFunction,
    seen: Pick<QinlingFunction, 'revision' | 'updatedAt'>,
  ): Promise<'stored' | 'stale'>;
  /**
   * Hides the function and makes its row due, so that the provisioner removes it from Lambda. Answers
   * with the function as it was removed; undefined if there was none.
   */
  remove(projectId: string, id: string): Promise<QinlingFunction | undefined>;
}

/**
 * What the provisioner reads and records of functions. One is due if its newest revision, or its removal, is
 * overdue at the provisioner.
 */
export interface FunctionRevisions extends DueRows<FunctionKey> {
  /** Records that Lambda runs this revision, or why it refused; ignored if a newer one was recorded. */
  applied(fn: QinlingFunction, error: string | null): Promise<void>;
  /** Whether the function was removed and its Lambda function may still exist. */
  isRemoved(projectId: string, id: string): Promise<boolean>;
  /** Deletes the hidden row of a removed function, and its count of executions. */
  forget(projectId: string, id: string): Promise<void>;
}

/** Ended executions, counted per function (its newest code) or version. */
export interface ExecutionCounts {
  add(counted: { readonly projectId: string; readonly id: string }): Promise<void>;
  of(projectId: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** When functions are next compared with what Lambda has. */
export interface FunctionReviews {
  /** Also true in a deployment that has not reviewed yet, such as a new one over kept tables. */
  isDue(deployment: string, now: Instant): Promise<boolean>;
  schedule(deployment: string, nextAt: Instant): Promise<void>;
  /** Records until when the functions that wait for the provisioner will have been applied, by an estimate. */
  expectReady(by: Instant): Promise<void>;
  /** The last such estimate; undefined if there never was one. */
  readyBy(): Promise<Instant | undefined>;
}

export interface WebhookStore extends Listing<Webhook> {
  create(webhook: Webhook): Promise<void>;
  /** Stores the changed webhook unless it has been removed. */
  replace(webhook: Webhook): Promise<'stored' | 'gone'>;
  /** Finds a webhook by its secret id alone; consistent. */
  resolve(id: string): Promise<Webhook | undefined>;
  /** Counts a call and answers how many there were in this minute, including this one. */
  countCall(id: string, now: Instant): Promise<number>;
  remove(webhook: Webhook): Promise<void>;
}

/** The zipped code of functions. */
export interface PackageStore {
  put(key: string, zip: Uint8Array): Promise<void>;
  get(key: string): Promise<Uint8Array | undefined>;
  remove(key: string): Promise<void>;
  /** Bytes of a package; undefined if there is none. */
  size(key: string): Promise<number | undefined>;
  /** A URL that anyone may GET the package from for a few minutes; saves it under this file name. */
  downloadLink(key: string, filename: string): Promise<string>;
  /** A URL that anyone may PUT the package to for a while. */
  uploadLink(key: string): Promise<string>;
}

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

/** Where a secret belongs: under its name, in the rows of a function and its versions. */
export interface SecretPlace extends FunctionKey {
  readonly name: string;
}

/** Encrypts the secrets of functions for their rows. */
export interface SecretBox {
  seal(place: SecretPlace, value: string): Promise<string>;
  /** Undefined if it was not sealed for this place by this key. */
  open(place: SecretPlace, sealed: string): Promise<string | undefined>;
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

export interface ExecutionQueue {
  /** Sends messages that are received after `delaySeconds`, at most 900; at once by default. */
  send(messages: readonly ExecutionMessage[], delaySeconds?: number): Promise<void>;
}

export interface ProvisioningQueue {
  send(message: ProvisioningMessage): Promise<void>;
}

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

/** Jobs. A running job is due at its next execution time, until it is handed over for that run. */
export interface JobStore extends Lookup<Job>, DueRows<RowId> {
  create(job: Job): Promise<void>;
  /** Stores the changed job only if its revision is the one before. */
  replace(next: Job): Promise<'stored' | 'stale'>;
  remove(projectId: string, id: string): Promise<'removed' | 'gone'>;
}

/** Everything that a use case of the engine may use. Each names what it needs with `Pick`. */
export interface Ports extends PlatformPorts {
  readonly runtimes: RuntimeStore;
  readonly functions: FunctionStore;
  readonly revisions: FunctionRevisions;
  readonly executionCounts: ExecutionCounts;
  readonly reviews: FunctionReviews;
  readonly versions: VersionStore;
  readonly publications: VersionPublications;
  readonly scaling: VersionScaling;
  readonly aliases: AliasStore;
  readonly jobs: JobStore;
  readonly webhooks: WebhookStore;
  readonly executions: ExecutionStore;
  readonly attempts: ExecutionAttempts;
  readonly executionReviews: ExecutionReviews;
  readonly packages: PackageStore;
  readonly runner: FunctionRunner;
  readonly provisioner: FunctionProvisioner;
  readonly secretBox: SecretBox;
  readonly deployedFunctions: DeployedFunctions;
  readonly executionQueue: ExecutionQueue;
  readonly provisioningQueue: ProvisioningQueue;
  readonly settings: Settings;
}

/** What a request's function, version or alias is looked up in. */
export type TargetPorts = Pick<Ports, 'aliases' | 'functions' | 'versions'>;

/** What may point at a function or version, and so keep it from being removed. */
export type ReferencePorts = Pick<Ports, 'aliases' | 'jobs' | 'webhooks'>;

/** What running an execution takes. */
export type RunPorts = Pick<
  Ports,
  | 'attempts'
  | 'clock'
  | 'executionCounts'
  | 'executions'
  | 'functions'
  | 'log'
  | 'payloads'
  | 'reviews'
  | 'runner'
  | 'versions'
>;

/** What making Lambda agree with a function's rows takes. */
export type ProvisioningPorts = Pick<
  Ports,
  | 'functions'
  | 'log'
  | 'provisioner'
  | 'publications'
  | 'revisions'
  | 'runtimes'
  | 'scaling'
  | 'secretBox'
  | 'versions'
>;

/** What differs between deployments. */
export interface Settings {
  /** The base URL users see, without a slash at the end: `http://localhost:7070`. */
  readonly publicUrl: string;
  /** Changes when the stack is destroyed and deployed again. */
  readonly deployment: string;
  /**
   * The account's own image registry, `123456789012.dkr.ecr.eu-west-1.amazonaws.com`, or the namespace in
   * it that functions may come from, `…amazonaws.com/functions`.
   */
  readonly imageRegistry: string;
  readonly limits: ProjectLimits;
}
