import type { EventRule } from '../../events/core/event-rule.ts';
import type { Instant } from '../../platform/core/instant.ts';
import { serviceAccount } from '../../platform/core/service-account.ts';
import type { Json } from '../../platform/core/python-json.ts';

export type AlarmState = 'ok' | 'alarm' | 'insufficient data';
export type Severity = 'low' | 'moderate' | 'critical';

export interface TimeConstraint {
  readonly name: string;
  readonly description: string;
  /** Five-field cron expression. */
  readonly start: string;
  readonly durationSeconds: number;
  readonly timezone: string;
}

/** The rule of an alarm. Rules of other types than `event` are kept as given and not evaluated. */
export type AlarmRule =
  | { readonly type: 'event'; readonly event: EventRule }
  | {
      readonly type: Exclude<AlarmType, 'event'>;
      readonly document: { readonly [field: string]: Json };
    };

export type AlarmType =
  | 'event'
  | 'composite'
  | 'gnocchi_resources_threshold'
  | 'gnocchi_aggregation_by_metrics_threshold'
  | 'gnocchi_aggregation_by_resources_threshold'
  | 'loadbalancer_member_health'
  | 'prometheus';

/** The arming of a new alarm. */
export const firstArming = 1;
/** The epoch of a new alarm. */
export const firstEpoch = 1;

/**
 * An Aodh alarm. `arming` increases whenever the API sets the state or replaces the alarm; within one
 * arming, an alarm fires at most once on an event. `epoch` increases whenever what the alarm has seen so far no
 * longer counts (`nextEpoch`). `version` increases with every write.
 */
export interface Alarm {
  readonly id: string;
  readonly projectId: string;
  readonly userId: string;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly severity: Severity;
  readonly rule: AlarmRule;
  readonly state: AlarmState;
  readonly stateReason: string;
  readonly stateAt: Instant;
  /** When the API last changed the alarm. */
  readonly updatedAt: Instant;
  /** null is distinct from false and [], because the API returns what it was given. */
  readonly repeatActions: boolean | null;
  readonly okActions: readonly string[] | null;
  readonly alarmActions: readonly string[] | null;
  readonly insufficientDataActions: readonly string[] | null;
  readonly timeConstraints: readonly TimeConstraint[];
  readonly arming: number;
  readonly epoch: number;
  /** In which state this arming of an alarm on measures began, and when. */
  readonly armed?: Armed;
  readonly version: number;
}

/** The beginning of an arming. */
export interface Armed {
  readonly state: AlarmState;
  readonly at: Instant;
}

/** What an alarm keeps of the beginning of its arming: nothing if its rule is on events. */
export const armedAs = (rule: AlarmRule, state: AlarmState, at: Instant): Pick<Alarm, 'armed'> =>
  rule.type === 'event' ? {} : { armed: { state, at } };

export type HistoryType = 'creation' | 'rule change' | 'state transition' | 'deletion';

/** One entry of an alarm's history (Aodh's AlarmChange). `detail` is JSON text. */
export interface AlarmChange {
  readonly eventId: string;
  readonly alarmId: string;
  readonly type: HistoryType;
  readonly detail: string;
  /** Who made the change: a user, or Taibai itself for an evaluation. */
  readonly userId: string;
  readonly projectId: string;
  /** The alarm's project. */
  readonly onBehalfOf: string;
  readonly severity: Severity;
  readonly at: Instant;
}

/** Whether Taibai itself made the change: an evaluation did. */
export const isEvaluated = ({ userId }: AlarmChange): boolean => userId === serviceAccount.userId;
