import type {
  BacktestMessage,
  DeliveryMessage,
  ExecutionMessage,
  HitMessage,
} from '../contract/message.ts';
import type { LogHour } from '../events/core/log/log-hour.ts';
import type { LogPlace, StoredBody } from '../events/core/log/logged-event.ts';
import type { Share } from '../events/core/shared-rule.ts';
import type { Instant } from '../platform/core/instant.ts';
import type { Payload } from '../platform/core/payload.ts';
import type { DueRows, PlatformPorts, Trusts, TrustTokens } from '../platform/ports.ts';
import type { Alarm, AlarmChange } from './core/alarm.ts';
import type { Backtest, BacktestKey } from './core/backtest/backtest.ts';
import type { IdleHit } from './core/decision/idle-hit.ts';
import type { Transition, TriggerKey } from './core/decision/transition.ts';
import type { Replay } from './core/replay/replay.ts';
import type { Networks } from './core/delivery/address-guard.ts';
import type {
  Delivery,
  DeliveryAttempt,
  DeliveryState,
  DeliverySummary,
} from './core/delivery/delivery.ts';
import type { DeliverySigning } from './core/delivery/delivery-signing.ts';
import type { HmacSha256 } from './core/delivery/webhook-signature.ts';
import type { RulePlace, SharedPlace, Sharer } from './core/rule/rule-place.ts';
import type { RuleReview } from './core/rule/rule-review.ts';
import type { SettledAlarm } from './core/rule/settlement.ts';

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

/** A page of a list by time. */
export interface TimePage {
  readonly limit: number;
  /** Only what sorts before this id. */
  readonly before?: string | undefined;
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
   */
  commit(
    transition: Transition,
    next?: { readonly alarm: Alarm; readonly seen: Alarm['version'] },
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

/** A stored event, as far as alarming knows it. */
export interface StoredEvent {
  readonly projectId: string;
  /** When it was accepted. */
  readonly at: Instant;
  readonly acceptance: string;
  readonly messageId: string;
  readonly eventType: string;
  /** Of a copy that a replay made: the acceptance that it copies. */
  readonly replayed?: { readonly of: string; readonly root?: string } | undefined;
  /** For `StoredEvents.bodyOf`. */
  readonly body: StoredBody;
}

/** The log of events (`events/app/log/project-events.ts`), of which a project sees its own. */
export interface StoredEvents {
  /** For how many days the deployment stores an event at most. */
  readonly keptDays: number;
  /** The acceptances of a message id, in the order of the log. */
  byMessage(projectId: string, messageId: string): Promise<readonly StoredEvent[]>;
  byAcceptance(projectId: string, acceptance: string): Promise<StoredEvent | undefined>;
  byArrival(
    projectId: string,
    range: {
      /** Included; `to` is not. */
      readonly from?: Instant;
      readonly to?: Instant;
      /** Begins behind this place. */
      readonly after?: LogPlace | undefined;
      readonly backwards?: boolean;
      readonly expected?: number;
    },
  ): AsyncIterable<StoredEvent>;
  /** The JSON text of an event. */
  bodyOf(event: StoredEvent): Promise<string>;
  /** How many events the project had in the hours of a range. */
  hours(projectId: string, from: Instant, to: Instant): Promise<readonly LogHour[]>;
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

/** Which alarms, removed ones included, still need their rule on the bus brought up to date. */
export interface RuleSync {
  /**
   * Records that the bus has the rule of this version of the alarm, or has none if the alarm is
   * removed; `stale` if a later version needs another rule.
   */
  markSynced(alarm: Pick<Alarm, 'projectId' | 'id' | 'version'>): Promise<'synced' | 'stale'>;
  /** Alarms whose rule was due to be synced by `now`, the longest overdue first, at most `limit`; may lag. */
  unsynced(now: Instant, limit: number): Promise<readonly UnsyncedAlarm[]>;
  /** The alarm, which is then due again at `until` in case its sync fails; undefined if it is no longer due as listed. */
  take(
    due: UnsyncedAlarm,
    until: Instant,
  ): Promise<(Alarm & { readonly removed: boolean }) | undefined>;
}

/** An alarm, possibly a removed one, whose rule is due to be synced. */
export interface UnsyncedAlarm extends Pick<Alarm, 'projectId' | 'id'> {
  readonly dueAt: Instant;
}

/** How many alarms each project may have; undefined means no limit. */
export interface AlarmQuotas {
  get(projectId: string): Promise<number | undefined>;
  set(projectId: string, limit: number | undefined): Promise<void>;
}

/** An EventBridge pattern over `detail` and the envelope around it. */
export type EventPattern = { readonly [field: string]: unknown };

/** The rules on the event bus that select events for alarms (`docs/decisions/0001`). */
export interface AlarmRules {
  /**
   * Creates or replaces the rule of this key, with the hits queue as its target. `refused` is about the
   * pattern; `full` means that the bus takes no more rules.
   */
  put(key: string, pattern: EventPattern, enabled: boolean): Promise<'stored' | 'refused' | 'full'>;
  /** Puts an enabled rule that never changes, unless this process has already done so. */
  ensure(key: string, pattern: EventPattern): Promise<void>;
  remove(key: string): Promise<void>;
  list(): Promise<readonly ListedRule[]>;
}

/** A rule as it is on the bus. */
export interface ListedRule {
  readonly key: string;
  readonly pattern: EventPattern;
  readonly enabled: boolean;
  /** Its target passes on what an earlier release passed on (`core/rule/hit-template.ts`). */
  readonly isOutdated: boolean;
}

/** Which alarms have a rule of their own on the bus, and which share one. */
export interface RulePlaces {
  get(alarmId: string): Promise<RulePlace | undefined>;
  /** Returns the alarm's place; if it has none, assigns a rule of its own while fewer than `limit` are assigned. */
  take(alarm: Pick<Alarm, 'id' | 'projectId'>, limit: number): Promise<RulePlace['kind']>;
  /**
   * Writes the row that events find the alarm by, and its place; a row of its former rule stays. An earlier
   * version changes nothing. Returns the alarm's place, which counts once it is announced.
   */
  share(sharer: Sharer): Promise<RulePlace>;
  /** Tells readers that the rows at the place have changed. To be repeated until it succeeds, even if nothing changed. */
  announce(place: SharedPlace): Promise<void>;
  /** Removes the rows that the alarm was found by before this place, which was announced some minutes ago. */
  leaveFormer(place: SharedPlace): Promise<void>;
  /** Frees the alarm's place, of either kind, with all its rows. */
  release(alarmId: string): Promise<void>;
  /** Records that every sharer has a row in the present format, so that no other rows need be read. */
  markWhole(): Promise<void>;
  isWhole(): Promise<boolean>;
  /** Lists all places; may lag. */
  list(): Promise<readonly RulePlace[]>;
}

/** The sharers that only release 0.2 has placed. */
export interface FormerSharers {
  /** Consistent. */
  of(share: Share): Promise<readonly Sharer[]>;
}

/** When the rules on the bus were last compared with the alarms. */
export interface RuleReviews {
  last(): Promise<RuleReview | undefined>;
  record(review: RuleReview): Promise<void>;
}

/** Invocations of our own webhooks, which alarms enqueue without an HTTP request. */
export interface ExecutionQueue {
  send(messages: readonly ExecutionMessage[]): Promise<void>;
}

/** Work for the evaluator. */
export interface HitQueue {
  send(messages: readonly HitMessage[]): Promise<void>;
}

/** Work for the backtester. */
export interface BacktestQueue {
  send(message: BacktestMessage): Promise<void>;
}

/** Backtests with the parts of their results. Rows expire some time after the backtest was created. Reads are consistent. */
export interface BacktestStore {
  /** Stores a first version; `full` if so many of the project are running. */
  create(backtest: Backtest, running: number): Promise<'created' | 'full'>;
  get(projectId: string, id: string): Promise<Backtest | undefined>;
  /** Newest first by id. */
  list(projectId: string, page: TimePage): Promise<readonly Backtest[]>;
  /** Stores version n only over version n - 1. */
  put(backtest: Backtest): Promise<'stored' | 'stale'>;
  remove(key: BacktestKey): Promise<void>;
  /** Stores a part of the result under a name of the backtest's. */
  putPart(backtest: Backtest, name: string, part: Payload): Promise<void>;
  getPart(key: BacktestKey, name: string): Promise<Payload | undefined>;
}

/** Backtests that nobody has worked on for some time. */
export type DueBacktests = Pick<DueRows<BacktestKey>, 'due'>;

/** Replays. Rows expire some time after the replay was created. Reads are consistent. */
export interface ReplayStore {
  /** Stores a first version; returns the replay that has the id already, if one has. */
  create(replay: Replay): Promise<Replay | undefined>;
  get(projectId: string, id: string): Promise<Replay | undefined>;
  /** Newest first, at most `limit`, only those behind `after`. */
  list(projectId: string, limit: number, after?: Replay): Promise<readonly Replay[]>;
  /** Stores version n only over version n - 1. */
  put(replay: Replay): Promise<'stored' | 'stale'>;
}

/** Work for the notifier. */
export interface DeliveryQueue {
  /** `delaySeconds` is at most 900, the limit of SQS. */
  send(message: DeliveryMessage, delaySeconds?: number): Promise<void>;
}

/** Deliveries with all their attempts. Rows expire some time after their creation. */
export interface DeliveryStore {
  /** Consistent. */
  get(projectId: string, id: string): Promise<Delivery | undefined>;
  /** Stores version n only over version n - 1 (0: no row). */
  put(delivery: Delivery): Promise<'stored' | 'stale'>;
  /** Newest first by id, at most `limit`. */
  list(projectId: string, filter: DeliveryFilter): Promise<readonly DeliverySummary[]>;
  /** Pending deliveries of any project that are due at `now`, the longest overdue first, at most `limit`; may lag. */
  due(now: Instant, limit: number): Promise<readonly DueDelivery[]>;
}

/** A pending delivery whose next attempt is due. */
export type DueDelivery = Pick<Delivery, 'projectId' | 'id'>;

/** Which of a project's deliveries to list. */
export interface DeliveryFilter {
  readonly alarmId?: string | undefined;
  readonly states?: readonly DeliveryState[] | undefined;
  /** Created at or after this time. */
  readonly since?: Instant | undefined;
  /** Only deliveries that come after this one in the list. */
  readonly after?: Pick<Delivery, 'id'> | undefined;
  readonly limit: number;
}

/** Which projects' deliveries are signed. Reads are consistent: a secret stops signing as soon as it is revoked. */
export interface DeliverySignings {
  get(projectId: string): Promise<DeliverySigning | undefined>;
  /** Stores version n only over version n - 1 (0: no row). */
  put(signing: DeliverySigning): Promise<'stored' | 'stale'>;
}

/** Signs for projects. The key of a project and generation never changes. */
export interface Signer {
  keyOf(projectId: string, generation: number): Promise<Uint8Array<ArrayBuffer>>;
  readonly hmac: HmacSha256;
}

/** Posts to an outside address, subject to the SSRF guard (`core/delivery/address-guard.ts`). */
export interface Poster {
  /** Never rejects because of the receiver, and ends within seconds whatever the receiver does. */
  post(request: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    /** Does not follow redirects: what the request carries is meant for this address only. */
    readonly onlyHere?: boolean;
  }): Promise<PosterAnswer>;
}

/** How a post ended. */
export interface PosterAnswer
  extends Pick<DeliveryAttempt, 'outcome' | 'answer' | 'latencyMilliseconds'> {
  /** The `Retry-After` header, unparsed. */
  readonly retryAfter?: string | undefined;
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
  readonly deliveries: DeliveryStore;
  readonly deliveryQueue: DeliveryQueue;
  readonly deliverySignings: DeliverySignings;
  readonly executionQueue: ExecutionQueue;
  readonly formerSharers: FormerSharers;
  readonly executions: ActionExecutions;
  readonly hitQueue: HitQueue;
  readonly replays: ReplayStore;
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
