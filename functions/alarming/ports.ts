import type { TimePage } from './core/time/time-page.ts';
import type { ExecutionMessage, HitMessage } from '../contract/message.ts';
import type { Instant } from '../platform/core/instant.ts';
import type { Payload } from '../platform/core/payload.ts';
import type { PlatformPorts, TrustTokens, Trusts } from '../platform/ports.ts';
import type { Alarm, AlarmChange } from './core/alarm.ts';
import type { IdleHit } from './core/decision/idle-hit.ts';
import type { Transition, TriggerKey } from './core/decision/transition.ts';
import type { Networks } from './core/delivery/address-guard.ts';
import type { SettledAlarm } from './core/rule/settlement.ts';
import type {
  DeliveryQueue,
  DeliverySignings,
  DeliveryStore,
  Poster,
  Signer,
} from './delivery-ports.ts';
import type { AlarmRules, FormerSharers, RulePlaces, RuleReviews, RuleSync } from './rule-ports.ts';
import type {
  BacktestQueue,
  BacktestStore,
  CopyBus,
  DueBacktests,
  DueReplays,
  ProjectFunctions,
  ReplayQueue,
  ReplayStore,
  StoredEvents,
} from './stored-event-ports.ts';

/** Alarms. Reads within a project are consistent; `find` and `listAll` span projects and may lag. */
export interface AlarmStore {
  /** Stores the alarm and its history entry together; `full` if the project's quota is used up. */
  create(alarm: Alarm, change: AlarmChange): Promise<'created' | 'full'>;
  get(projectId: string, id: string): Promise<Alarm | undefined>;
  /** Finds an alarm of any project, for administrators. */
  find(id: string): Promise<Alarm | undefined>;
  list(projectId: string): Promise<readonly Alarm[]>;
  listAll(): Promise<readonly Alarm[]>;
  /** As `get`, with since when the bus has the alarm's rule. */
  getSettled(projectId: string, id: string): Promise<SettledAlarm | undefined>;
  /** As `list`, with since when the bus has the alarms' rules. */
  listSettled(projectId: string): Promise<readonly SettledAlarm[]>;
  /**
   * Stores `next`, with its history entry if there is one, only if the row is still at `seen`. If the
   * two need different rules on the bus, the alarm becomes unsynced (`RuleSync`).
   */
  replace(next: Alarm, seen: Alarm, change?: AlarmChange): Promise<'stored' | 'stale'>;
  /** Hides the alarm and its history at once, and leaves a tombstone at the next version. */
  remove(alarm: Alarm): Promise<'removed' | 'stale'>;
}

/** The history of alarms that exist. Reads are consistent, and lists are by the entries' ids, newest first. */
export interface AlarmHistory {
  listOfAlarm(projectId: string, alarmId: string, page: TimePage): Promise<readonly AlarmChange[]>;
  list(projectId: string, page: TimePage): Promise<readonly AlarmChange[]>;
  /**
   * The last transition of each of these alarms, by its id. Only what is among the newest entries of the project is
   * found, so that the reads are bounded whatever the number of alarms and entries.
   */
  lastTransitions(
    alarms: readonly Pick<Alarm, 'projectId' | 'id'>[],
  ): Promise<ReadonlyMap<string, Transition>>;
}

/** What alarms decided; the records outlive the alarms. */
export interface TransitionStore {
  /**
   * Commits a transition, with its history entry if it has one (`isInHistory`), in one transaction with the
   * alarm's new state if `next` is given and the alarm is still at version `seen`. `already` means that the
   * alarm has decided on this trigger in this arming before; `stale` asks the caller to read and decide again.
   * `before` is done before anything is committed.
   */
  commit(
    transition: Transition,
    next?: { readonly alarm: Alarm; readonly seen: Alarm['version'] },
    before?: () => Promise<void>,
  ): Promise<'stored' | 'stale' | 'already'>;
  /** An alarm's transitions on a trigger, in every arming. */
  list(projectId: string, alarmId: string, trigger: TriggerKey): Promise<readonly Transition[]>;
}

/** All that is recorded of what an event hit: of every acceptance of its message id. */
export interface RecordedHits {
  readonly firings: readonly Transition[];
  readonly idle: readonly IdleHit[];
}

/** What events hit, whether or not it had an effect. The records outlive the alarms. */
export interface HitRecords {
  /** A project's hits without effect, newest first by id. Consistent. */
  listIdle(projectId: string, page: TimePage): Promise<readonly IdleHit[]>;
  /** Of at most `limit` hits of a message id, the oldest first; may lag. */
  ofMessage(projectId: string, messageId: string, limit: number): Promise<RecordedHits>;
}

/** Records what `HitRecords` reads; a firing is recorded by `TransitionStore`. */
export interface HitRecorder {
  /** Records a hit without effect; again changes nothing. */
  addIdle(hit: IdleHit): Promise<void>;
}

/** An execution that an alarm asked for, as far as alarming shows it. */
export interface ActionExecution {
  readonly id: string;
  readonly functionId: string | null;
  readonly status: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant | null;
  readonly result: Payload | null;
}

/** The executions of a project. */
export interface ActionExecutions {
  get(projectId: string, id: string): Promise<ActionExecution | undefined>;
}

/** How many alarms each project may have; undefined means no limit. */
export interface AlarmQuotas {
  get(projectId: string): Promise<number | undefined>;
  set(projectId: string, limit: number | undefined): Promise<void>;
}

/** Invocations of our own webhooks, which alarms enqueue without an HTTP request. */
export interface ExecutionQueue {
  send(messages: readonly ExecutionMessage[]): Promise<void>;
}

/** Work for the evaluator. */
export interface HitQueue {
  send(messages: readonly HitMessage[]): Promise<void>;
}

/** The ports of alarming. A use case picks the few it needs. */
export interface Ports extends PlatformPorts {
  readonly alarms: AlarmStore;
  readonly alarmHistory: AlarmHistory;
  readonly alarmQuotas: AlarmQuotas;
  readonly alarmRules: AlarmRules;
  readonly backtests: BacktestStore;
  readonly backtestQueue: BacktestQueue;
  readonly dueBacktests: DueBacktests;
  readonly dueReplays: DueReplays;
  readonly copyBus: CopyBus;
  readonly deliveries: DeliveryStore;
  readonly deliveryQueue: DeliveryQueue;
  readonly deliverySignings: DeliverySignings;
  readonly executionQueue: ExecutionQueue;
  readonly formerSharers: FormerSharers;
  readonly executions: ActionExecutions;
  readonly hitQueue: HitQueue;
  readonly projectFunctions: ProjectFunctions;
  readonly replays: ReplayStore;
  readonly replayQueue: ReplayQueue;
  readonly hitRecords: HitRecords;
  readonly poster: Poster;
  readonly rulePlaces: RulePlaces;
  readonly ruleReviews: RuleReviews;
  readonly ruleSync: RuleSync;
  readonly signer: Signer;
  /** Undefined if the deployment does not store events. */
  readonly storedEvents: StoredEvents | undefined;
  readonly transitions: TransitionStore;
  readonly trusts: Trusts;
  readonly trustTokens: TrustTokens;
  readonly settings: Settings;
}

/** What the use cases must know of the deployment. */
export interface Settings {
  /** The base URL that users see, without a trailing slash: `http://localhost:7070`. */
  readonly publicUrl: string;
  /** How many alarms may have a rule of their own on the bus; the rest share coarser rules. */
  readonly ruleLimit: number;
  /** Networks that actions may reach although they are not public. */
  readonly allowedNetworks: Networks;
  /** Changes when the stack is destroyed and deployed again. */
  readonly deployment: string;
}
