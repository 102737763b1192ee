import type { ProjectLimits } from './contract/project-limits.ts';
import type {
  AlarmRules,
  AlarmStore,
  DeliveryQueue,
  DeliverySignings,
  DeliveryStore,
  EventBus,
  HitQueue,
  Poster,
  RulePlaces,
  Signer,
  Trusts,
} from './ports/alarming.ts';
import type {
  ExecutionQueue,
  ExecutionStore,
  FunctionProvisioner,
  FunctionRunner,
  FunctionStore,
  MadeFunctions,
  PackageStore,
  ProvisioningQueue,
  RuntimeStore,
  WebhookStore,
} from './ports/engine.ts';
import type {
  IdentityStore,
  PasswordHasher,
  SecretHasher,
  TokenReader,
  TokenSigner,
} from './ports/identity.ts';
import type { JobStore } from './ports/jobs.ts';
import type { Authenticator, Clock, Ids, Log, PayloadStore, Sleep } from './ports/platform.ts';
import type { AliasStore, VersionStore } from './ports/versioning.ts';

/** Everything a use case may touch outside itself. A use case names the few it needs with `Pick`. */
export interface Ports {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly sleep: Sleep;
  readonly payloads: PayloadStore;
  readonly authenticator: Authenticator;

  readonly identity: IdentityStore;
  readonly tokenSigner: TokenSigner;
  readonly tokenReader: TokenReader;
  readonly passwords: PasswordHasher;
  readonly secrets: SecretHasher;

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

  readonly alarms: AlarmStore;
  readonly alarmRules: AlarmRules;
  readonly rulePlaces: RulePlaces;
  readonly hitQueue: HitQueue;
  readonly deliveries: DeliveryStore;
  readonly deliveryQueue: DeliveryQueue;
  readonly deliverySignings: DeliverySignings;
  readonly signer: Signer;
  readonly trusts: Trusts;
  readonly poster: Poster;
  readonly bus: EventBus;

  readonly settings: Settings;
}

/** What differs between deployments and a use case must know. */
export interface Settings {
  /** The base URL users see, without a slash at the end: `http://localhost:7070`. */
  readonly publicUrl: string;
  readonly region: string;
  readonly tokenLifetimeSeconds: number;
  /** So many alarms have a rule of their own on the bus; the others share coarser ones. */
  readonly ruleLimit: number;
  /** Different after the stack was destroyed and deployed again. */
  readonly deployment: string;
  readonly executionRetentionDays: number;
  /**
   * The account's own registry of images, `123456789012.dkr.ecr.eu-west-1.amazonaws.com`, or the part of
   * it that functions may come from, `…amazonaws.com/functions`.
   */
  readonly imageRegistry: string;
  readonly limits: ProjectLimits;
}
