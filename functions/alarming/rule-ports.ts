import type { Share } from '../events/core/shared-rule.ts';
import type { Instant } from '../platform/core/instant.ts';
import type { Alarm } from './core/alarm.ts';
import type { RulePlace, SharedPlace, Sharer } from './core/rule/rule-place.ts';
import type { RuleReview } from './core/rule/rule-review.ts';

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
