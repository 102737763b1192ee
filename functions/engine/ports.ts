import type { PythonRuntime } from '../contract/python-runtime.ts';
import type { ExecutionMessage, ProvisioningMessage } from '../contract/message.ts';
import type { ProjectLimits } from '../contract/project-limits.ts';
import type { Instant } from '../platform/core/instant.ts';
import type { DueRows, PlatformPorts, PublisherGate } from '../platform/ports.ts';
import type {
  ExecutionAttempts,
  ExecutionReviews,
  ExecutionStore,
  RowId,
} from './execution-ports.ts';
import type { FunctionKey, QinlingFunction } from './core/functions/function.ts';
import type { Runtime } from './core/functions/runtime.ts';
import type { Job } from './core/jobs/job.ts';
import type { Webhook } from './core/webhooks/webhook.ts';
import type { DeployedFunctions, FunctionProvisioner, FunctionRunner } from './lambda-ports.ts';
import type { Listing, Lookup } from './row-ports.ts';
import type { FunctionTokens, SecretBox } from './secret-ports.ts';
import type {
  AliasStore,
  VersionPublications,
  VersionScaling,
  VersionStore,
} from './version-ports.ts';

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
  /** A URL that anyone may PUT a package of so many bytes to for a while. */
  uploadLink(key: string, bytes: number): Promise<string>;
}

export interface ExecutionQueue {
  /** Sends messages that are received after `delaySeconds`, at most 900; at once by default. */
  send(messages: readonly ExecutionMessage[], delaySeconds?: number): Promise<void>;
}

export interface ProvisioningQueue {
  send(message: ProvisioningMessage): Promise<void>;
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
  readonly functionTokens: FunctionTokens;
  readonly applicationCredentials: Pick<PublisherGate, 'byApplicationCredential'>;
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
  | 'functionTokens'
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
