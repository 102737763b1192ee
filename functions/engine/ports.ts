import type { PythonRuntime } from '../contract/python-runtime.ts';
import type { Envelope, Invocation } from '../contract/envelope.ts';
import type { ExecutionMessage, ProvisioningMessage } from '../contract/message.ts';
import type { ProjectLimits } from '../contract/project-limits.ts';
import type { Instant } from '../platform/core/instant.ts';
import type { PlatformPorts } from '../platform/ports.ts';
import type { Execution } from './core/execution.ts';
import type { AliasDuplicate, FunctionAlias } from './core/function-alias.ts';
import type { FunctionVersion } from './core/function-version.ts';
import type { QinlingFunction, Runtime, Webhook } from './core/function.ts';
import type { Job } from './core/job.ts';

/** Every list is complete and sees what was written just before: the clients create, then list to resolve a name. */
export interface RuntimeStore {
  /** The Pythons that functions of this deployment may run on, oldest first. */
  readonly pythons: readonly PythonRuntime[];
  /** Never one of the built-in runtimes, which `get` and `list` know without being told. */
  put(runtime: Runtime): Promise<void>;
  get(id: string): Promise<Runtime | undefined>;
  list(): Promise<readonly Runtime[]>;
  remove(id: string): Promise<void>;
}

export interface FunctionStore {
  create(fn: QinlingFunction): Promise<void>;
  get(projectId: string, id: string): Promise<QinlingFunction | undefined>;
  /** Whatever the project: for administrators. */
  find(id: string): Promise<QinlingFunction | undefined>;
  list(projectId: string): Promise<readonly QinlingFunction[]>;
  listAll(): Promise<readonly QinlingFunction[]>;
  /**
   * Stores what the API may change of `next`, only while nobody has changed the row since it was
   * `seen`; a lost race is an answer. What Lambda has applied is the provisioner's to say, and the
   * latest version the version store's: both are left as they are.
   */
  replace(
    next: QinlingFunction,
    seen: Pick<QinlingFunction, 'revision' | 'updatedAt'>,
  ): Promise<'stored' | 'stale'>;
  /** Records what Lambda now runs (or refuses to run); ignored when a newer revision was applied before. */
  applied(fn: QinlingFunction, error: string | null): Promise<void>;
  /**
   * Hides the row; what is left of it in Lambda is removed by the provisioner. The function as it was at
   * that moment, undefined if there was none.
   */
  remove(projectId: string, id: string): Promise<QinlingFunction | undefined>;
  /** A removed function whose Lambda function still has to go. */
  isRemoved(projectId: string, id: string): Promise<boolean>;
  /** The last trace of a removed function. */
  forget(projectId: string, id: string): Promise<void>;
  /** Of a function's newest code, or by its id of one of its versions. */
  countExecution(counted: { readonly projectId: string; readonly id: string }): Promise<void>;
  /** Executions begun of each of the functions or versions. */
  counts(projectId: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Functions that wait for the provisioner longer than they should. */
  due(now: Instant): Promise<readonly { readonly projectId: string; readonly id: string }[]>;
  /** Whether to ask which functions Lambda really has: at once in a new deployment over kept ones. */
  reviewDue(deployment: string, now: Instant): Promise<boolean>;
  reviewed(deployment: string, nextAt: Instant): Promise<void>;
}

export interface WebhookStore {
  create(webhook: Webhook): Promise<void>;
  /** Stores the changed webhook unless it has been removed meanwhile. */
  replace(webhook: Webhook): Promise<'stored' | 'gone'>;
  /** By its secret id alone. */
  resolve(id: string): Promise<Webhook | undefined>;
  /** Counts a call of the webhook; how many there were in this minute, this one included. */
  countCall(id: string, now: Instant): Promise<number>;
  list(projectId: string): Promise<readonly Webhook[]>;
  listAll(): Promise<readonly Webhook[]>;
  remove(webhook: Webhook): Promise<void>;
}

export interface ExecutionStore {
  /** `exists` when a row of this id is there already: the repeated step of a redelivery. */
  create(execution: Execution): Promise<'created' | 'exists'>;
  get(projectId: string, id: string): Promise<Execution | undefined>;
  find(id: string): Promise<Execution | undefined>;
  list(projectId: string): Promise<readonly Execution[]>;
  listAll(): Promise<readonly Execution[]>;
  /**
   * Claims the next attempt of a running execution whose lease has ended. `leased` while another
   * attempt holds it (until when), `ended` or `missing` when there is nothing to do.
   */
  claim(
    id: { readonly projectId: string; readonly id: string },
    now: Instant,
    leaseUntil: Instant,
  ): Promise<
    | { readonly kind: 'claimed'; readonly execution: Execution }
    | { readonly kind: 'leased'; readonly until: Instant }
    | { readonly kind: 'ended' | 'missing' }
  >;
  /** Writes the end only for the attempt that holds the row. */
  finish(execution: Execution): Promise<'stored' | 'stale'>;
  /**
   * Gives back the attempt that holds the row because nothing was begun: it counts no longer, and the
   * next one may be claimed from `until` on.
   */
  release(execution: Execution, until: Instant): Promise<'stored' | 'stale'>;
  remove(projectId: string, id: string): Promise<'removed' | 'gone'>;
  /** How many executions a project has, counted some seconds ago at most. */
  usage(projectId: string): Promise<{ readonly running: number; readonly stored: number }>;
  /** Running executions whose lease has ended. */
  due(now: Instant): Promise<readonly Execution[]>;
}

/** The zipped code of functions. */
export interface PackageStore {
  put(key: string, zip: Uint8Array): Promise<void>;
  get(key: string): Promise<Uint8Array | undefined>;
  remove(key: string): Promise<void>;
  /** Bytes of a package; undefined if there is none. */
  size(key: string): Promise<number | undefined>;
  /** A URL by which anyone may GET the package for a few minutes, to be saved under this name. */
  downloadLink(key: string, filename: string): Promise<string>;
  /** A URL by which anyone may PUT the package for a while. */
  uploadLink(key: string): Promise<string>;
}

/** Runs a user's function once; never again by itself. */
export interface FunctionRunner {
  /**
   * `qualifier` is a published version of Lambda's, or undefined for the newest code. `inputJson` is
   * handed over as it is, so that its numbers keep their form.
   */
  run(
    functionId: string,
    qualifier: string | undefined,
    invocation: Omit<Invocation, 'input'>,
    inputJson: string,
  ): Promise<RunOutcome>;
}

export type RunOutcome =
  | { readonly kind: 'answered'; readonly envelope: Envelope }
  /** Lambda ended it: out of time or memory, or its process died. */
  | {
      readonly kind: 'ended';
      readonly reason: 'time-out' | 'out-of-memory' | 'crash';
      readonly detail: string;
    }
  /** The answer was no envelope of this execution, or larger than an answer may be. */
  | { readonly kind: 'unreadable'; readonly detail: string }
  /** Lambda did not begin it: throttled, still pending, not there. It may be tried later. */
  | { readonly kind: 'not-begun'; readonly detail: string }
  /** It can never begin: the input is more than Lambda takes, or the image is nothing that we can call. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** No answer came: it may have run, and may be running still. Running it again is not ours to decide. */
  | { readonly kind: 'lost'; readonly detail: string };

interface Deployed {
  readonly functionId: string;
  readonly projectId: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
}

/** What Lambda must be told of one function from a package. */
export interface Deployment extends Deployed {
  /** Lambda's identifier, for example `python3.13`. */
  readonly pythonRuntime: string;
  readonly packageKey: string;
  readonly entry: string;
}

/** What Lambda must be told of one function from an image, which knows its own entry. */
export interface ImageDeployment extends Deployed {
  readonly image: string;
}

/** Lambda's control plane. Applying twice changes nothing; throttling is waited out inside. */
export interface FunctionProvisioner {
  /**
   * Asks `isWanted` before each change and makes the change only if nobody else has made one since:
   * so of several who apply at once, none undoes what a later revision has done.
   */
  apply(
    deployment: Deployment | ImageDeployment,
    isWanted: () => Promise<boolean>,
  ): Promise<
    | { readonly kind: 'ready' }
    | { readonly kind: 'refused'; readonly reason: string }
    /** No longer wanted, or somebody else is at it: look again. */
    | { readonly kind: 'overtaken' }
  >;
  /** Removes the function with all its versions. */
  remove(functionId: string): Promise<void>;
  /**
   * Freezes what the function runs now under a number of Lambda's. Like `apply` it asks first, and
   * freezes nothing that anybody has changed since. Done twice, it answers with the same number.
   */
  publish(
    functionId: string,
    isWanted: () => Promise<boolean>,
  ): Promise<
    | { readonly kind: 'published'; readonly lambdaVersion: string }
    | { readonly kind: 'refused'; readonly reason: string }
    | { readonly kind: 'overtaken' }
  >;
  /**
   * Has Lambda keep so many environments of a version ready, whether they are used or not; none for 0.
   * Done twice, it changes nothing.
   */
  keepReady(
    functionId: string,
    lambdaVersion: string,
    environments: number,
  ): Promise<{ readonly kind: 'ready' } | { readonly kind: 'refused'; readonly reason: string }>;
  removeVersion(functionId: string, lambdaVersion: string): Promise<void>;
}

/** What Lambda really has of users' functions. */
export interface MadeFunctions {
  /** Their ids; one that was made a moment ago may be missing. */
  list(): Promise<readonly string[]>;
}

export interface ExecutionQueue {
  send(messages: readonly ExecutionMessage[]): Promise<void>;
}

export interface ProvisioningQueue {
  send(message: ProvisioningMessage): Promise<void>;
}

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

/** Jobs; a running one is due at its next execution time. */
export interface JobStore {
  create(job: Job): Promise<void>;
  get(projectId: string, id: string): Promise<Job | undefined>;
  /** Whatever the project: for administrators. */
  find(id: string): Promise<Job | undefined>;
  list(projectId: string): Promise<readonly Job[]>;
  listAll(): Promise<readonly Job[]>;
  /** Stores the changed job only while it is at the revision before: a lost race is an answer. */
  replace(next: Job): Promise<'stored' | 'stale'>;
  remove(projectId: string, id: string): Promise<'removed' | 'gone'>;
  /** Running jobs whose time has come, at most so many, the longest due first. */
  due(now: Instant, atMost: number): Promise<readonly Job[]>;
}

/** Everything a use case of functions may touch outside itself. A use case names the few it needs with `Pick`. */
export interface Ports extends PlatformPorts {
  readonly runtimes: RuntimeStore;
  readonly functions: FunctionStore;
  readonly versions: VersionStore;
  readonly aliases: AliasStore;
  readonly jobs: JobStore;
  readonly webhooks: WebhookStore;
  readonly executions: ExecutionStore;
  readonly packages: PackageStore;
  readonly runner: FunctionRunner;
  readonly provisioner: FunctionProvisioner;
  readonly madeFunctions: MadeFunctions;
  readonly executionQueue: ExecutionQueue;
  readonly provisioningQueue: ProvisioningQueue;
  readonly settings: Settings;
}

/** What differs between deployments and a use case of functions must know. */
export interface Settings {
  /** The base URL users see, without a slash at the end: `http://localhost:7070`. */
  readonly publicUrl: string;
  /** Different after the stack was destroyed and deployed again. */
  readonly deployment: string;
  /**
   * The account's own registry of images, `123456789012.dkr.ecr.eu-west-1.amazonaws.com`, or the part of
   * it that functions may come from, `…amazonaws.com/functions`.
   */
  readonly imageRegistry: string;
  readonly limits: ProjectLimits;
}
