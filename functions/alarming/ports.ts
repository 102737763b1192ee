import type { DeliveryMessage, ExecutionMessage, HitMessage } from '../contract/message.ts';
import type { Alarm, AlarmChange } from './core/alarm.ts';
import type { Delivery, DeliveryAttempt, DeliveryState } from './core/delivery/delivery.ts';
import type { DeliverySigning } from './core/delivery/delivery-signing.ts';
import type { Firing } from './core/decision/firing.ts';
import type { Instant } from '../platform/core/instant.ts';
import type { Share } from '../events/core/shared-rule.ts';
import type { RulePlace, Sharer } from './core/rule/rule-place.ts';
import type { PlatformPorts, Trusts } from '../platform/ports.ts';
import type { HmacSha256 } from './core/delivery/webhook-signature.ts';

/**
 * Alarms, their history and what a project may have of them. Everything an alarm's own project reads
 * here is read consistently; what spans projects (`find`, `listAll`, `allHistory`) may be a moment late.
 */
export interface AlarmStore {
  /** The alarm and its history entry, together; `full` when the project has as many as its quota allows. */
  create(alarm: Alarm, change: AlarmChange): Promise<'created' | 'full'>;
  get(projectId: string, id: string): Promise<Alarm | undefined>;
  /** Whatever the project: for administrators. */
  find(id: string): Promise<Alarm | undefined>;
  list(projectId: string): Promise<readonly Alarm[]>;
  listAll(): Promise<readonly Alarm[]>;
  /**
   * Stores `next` with its history entry, if any, only while the row is still `seen`. The row waits for
   * its rule on the bus if the two differ in what that rule is made of.
   */
  replace(next: Alarm, seen: Alarm, change?: AlarmChange): Promise<'stored' | 'stale'>;
  /**
   * Commits a firing in one transaction: the history entry, which is also the firing record, and, if
   * `next` is given, the alarm's new state, provided that it is still at `seen`. `already` when this
   * firing was committed before. `stale` asks the caller to read and decide again; a mere collision of
   * two transactions is tried again inside, because its condition on the version holds or does not.
   */
  fire(
    firing: Firing,
    change: AlarmChange,
    next?: { readonly alarm: Alarm; readonly seen: Alarm['version'] },
  ): Promise<'stored' | 'stale' | 'already'>;
  /** Firings of this alarm on this event, of every arming, also after the alarm is gone. */
  firings(projectId: string, alarmId: string, messageId: string): Promise<readonly Firing[]>;
  /** Hides the alarm and its history at once. What is left of it is at the next version. */
  remove(alarm: Alarm): Promise<'removed' | 'stale'>;
  history(projectId: string, alarmId: string): Promise<readonly AlarmChange[]>;
  projectHistory(projectId: string): Promise<readonly AlarmChange[]>;
  allHistory(): Promise<readonly AlarmChange[]>;
  /**
   * Records that the alarm's rule on the bus agrees with this version of the row (or is gone with it);
   * `stale` when the row has asked for another rule since.
   */
  ruleSettled(alarm: Pick<Alarm, 'projectId' | 'id' | 'version'>): Promise<'settled' | 'stale'>;
  /** Alarms, removed ones too, whose rule was not settled in time. */
  unsettled(now: Instant): Promise<readonly (Alarm & { readonly removed: boolean })[]>;
  /** How many alarms the project may have; undefined for as many as it likes. */
  quota(projectId: string): Promise<number | undefined>;
  setQuota(projectId: string, limit: number | undefined): Promise<void>;
}

/**
 * The rules on the event bus that stand in for event alarms. The one place that knows which service
 * carries them (`docs/decisions/0001`).
 */
export interface AlarmRules {
  /** Puts or replaces the rule of this key with its queue as target; returns once the bus has accepted it. */
  put(key: string, pattern: EventPattern, enabled: boolean): Promise<'stored' | 'refused'>;
  /** Puts an enabled rule that never changes, unless this process did so before. */
  ensure(key: string, pattern: EventPattern): Promise<void>;
  remove(key: string): Promise<void>;
  list(): Promise<readonly ListedRule[]>;
}

/** A rule as the bus has it. */
export interface ListedRule {
  readonly key: string;
  readonly pattern: EventPattern;
  readonly enabled: boolean;
}

/** Which alarms have a rule of their own on the bus, and which share one. */
export interface RulePlaces {
  get(alarmId: string): Promise<RulePlace | undefined>;
  /** The alarm's place if it has one; otherwise a rule of its own while fewer than `limit` alarms have one. */
  take(alarm: Pick<Alarm, 'id' | 'projectId'>, limit: number): Promise<RulePlace['kind']>;
  /** Puts the alarm among its sharers and out of those it was among; nothing replaces a later version. */
  share(sharer: Sharer): Promise<void>;
  /** Gives the place up, whichever it is. */
  leave(alarmId: string): Promise<void>;
  /** As it is now. */
  sharers(share: Share): Promise<readonly Sharer[]>;
  /** All places, a moment late. */
  list(): Promise<readonly RulePlace[]>;
  /** Whether rules and alarms are to be compared: it is time, or another deployment did it last. */
  reviewDue(deployment: string, now: Instant): Promise<boolean>;
  reviewed(deployment: string, nextAt: Instant): Promise<void>;
}

/** Where calls of our own webhooks go; an alarm needs no HTTP for them. */
export interface ExecutionQueue {
  send(messages: readonly ExecutionMessage[]): Promise<void>;
}

/** More work for the evaluator itself. */
export interface HitQueue {
  send(messages: readonly HitMessage[]): Promise<void>;
}

/** An EventBridge pattern over `detail` and the envelope around it. */
export type EventPattern = { readonly [field: string]: unknown };

export interface DeliveryQueue {
  /** `delaySeconds` up to 900: SQS holds nothing longer. */
  send(message: DeliveryMessage, delaySeconds?: number): Promise<void>;
}

/** What was and is to be delivered, with every attempt. Rows vanish some time after their last change. */
export interface DeliveryStore {
  /** Sees what was written just before. */
  get(projectId: string, id: string): Promise<Delivery | undefined>;
  /** Stores version n only over version n - 1 (0: no row); a lost race is an answer. */
  put(delivery: Delivery): Promise<'stored' | 'stale'>;
  /** The newest first, by creation; never more than `limit`. */
  list(projectId: string, filter: DeliveryFilter): Promise<readonly Delivery[]>;
  /** Pending deliveries that were due at `now`, whatever the project, at most about `limit`. */
  due(now: Instant, limit: number): Promise<readonly Delivery[]>;
}

export interface DeliveryFilter {
  readonly alarmId?: string | undefined;
  readonly states?: readonly DeliveryState[] | undefined;
  /** Created at or after this moment. */
  readonly since?: Instant | undefined;
  readonly limit: number;
}

/** Which projects' deliveries are signed. Read consistently: a secret that was given up signs no more. */
export interface DeliverySignings {
  get(projectId: string): Promise<DeliverySigning | undefined>;
  /** Stores version n only over version n - 1 (0: no row). */
  put(signing: DeliverySigning): Promise<'stored' | 'stale'>;
}

/** Signs for projects: the same project and generation have the same key, always. */
export interface Signer {
  keyOf(projectId: string, generation: number): Promise<Uint8Array<ArrayBuffer>>;
  readonly hmac: HmacSha256;
}

/** Posts to an address outside, if it may be reached: see architecture, what the SSRF guard refuses. */
export interface Poster {
  /** Never rejects because of the receiver, and ends within seconds whatever he does. */
  post(request: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    /** Follows no redirect: what it carries is for this address alone. */
    readonly onlyHere?: boolean;
  }): Promise<PosterAnswer>;
}

export interface PosterAnswer
  extends Pick<DeliveryAttempt, 'outcome' | 'answer' | 'latencyMilliseconds'> {
  /** The answer's `Retry-After`, as it was sent. */
  readonly retryAfter?: string | undefined;
}

/** Everything a use case of alarms may touch outside itself. A use case names the few it needs with `Pick`. */
export interface Ports extends PlatformPorts {
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
  readonly executionQueue: ExecutionQueue;
  readonly settings: Settings;
}

/** What differs between deployments and a use case of alarms must know. */
export interface Settings {
  /** The base URL users see, without a slash at the end: `http://localhost:7070`. */
  readonly publicUrl: string;
  /** So many alarms have a rule of their own on the bus; the others share coarser ones. */
  readonly ruleLimit: number;
  /** Different after the stack was destroyed and deployed again. */
  readonly deployment: string;
}
