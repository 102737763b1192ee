import type { EventFilter } from '../../../events/core/log/event-condition.ts';
import { after, type Instant } from '../../../platform/core/instant.ts';

/** What is replayed: one acceptance of an event, or those accepted in a time that pass a filter. */
export type ReplaySource =
  | { readonly kind: 'event'; readonly messageId: string; readonly acceptance: string }
  | {
      readonly kind: 'range';
      readonly from: Instant;
      /** Excluded. */
      readonly to: Instant;
      readonly conditions: readonly ShownCondition[];
    };

/** A condition of Panko's API, as it was asked. */
export interface ShownCondition {
  readonly field: string;
  readonly op: string;
  readonly type: string;
  readonly value: string;
}

/** The condition with what it means. */
export interface RangeFilter {
  readonly conditions: readonly ShownCondition[];
  readonly filter: EventFilter;
}

/** Where its copies go: to one alarm, to one function, or to whatever the project has on the bus. */
export type ReplayTarget =
  | { readonly kind: 'alarm'; readonly alarmId: string }
  | {
      readonly kind: 'function';
      readonly functionId: string;
      /** The alarm whose notice the function gets, if not the event itself. */
      readonly noticeOf: string | null;
    }
  | { readonly kind: 'project' };

/** An event that a replay copies. */
export interface ReplayedEvent {
  readonly at: Instant;
  readonly acceptance: string;
  readonly messageId: string;
  /** The acceptance that the chain of copies began with. */
  readonly root: string;
}

/**
 * What became of a copy, as it is decided before the copy is sent. `no-hit`: the event does not hit the alarm whose
 * notice a function was to get. `refused`: the bus does not take it.
 */
export type CopyOutcome = 'sent' | 'event-gone' | 'target-gone' | 'no-hit' | 'refused';

/** That stored events are to be evaluated or executed again, or in a dry replay, what would follow. */
export interface Replay {
  readonly projectId: string;
  /** The same for the same request (`replayId`). */
  readonly id: string;
  readonly mode: 'dry' | 'real';
  /** `stopped`: what was not sent by then is not sent. */
  readonly state: 'running' | 'done' | 'stopped';
  readonly source: ReplaySource;
  readonly target: ReplayTarget;
  /** Its events get message ids of their own, so that alarms count them again. */
  readonly asNew: boolean;
  readonly createdAt: Instant;
  /** How many events it is of. */
  readonly count: number;
  /** How many of them are done with, in their order. */
  readonly sent: number;
  /** Names its list of events and what became of each, also where an expired replay had the same id. */
  readonly run: string;
  /** When it is taken up again if nobody works on it; null when it has ended. */
  readonly dueAt: Instant | null;
  readonly version: number;
}

export type ReplayKey = Pick<Replay, 'projectId' | 'id'>;

/** How many events a replay has, how fast they are sent, and for how long replays are known (`docs/limits.md`). */
export const replayLimits = {
  events: 1000,
  /** Rows of the log that are looked at for them. */
  examined: 20_000,
  perSecond: 50,
  /** While it is known, the same request is the same replay. */
  keptSeconds: 30 * 86_400,
  keyCharacters: 255,
  conditions: 100,
  listed: 100,
} as const;

/** How long a batch may take before somebody else takes the replay up. */
const leaseSeconds = 120;

/** The next version, which belongs to whoever writes it. */
export const nextReplay = (
  replay: Replay,
  now: Instant,
  changes: Partial<Pick<Replay, 'sent' | 'state'>> = {},
): Replay => {
  const next = { ...replay, ...changes, version: replay.version + 1 };
  return { ...next, dueAt: next.state === 'running' ? after(now, leaseSeconds) : null };
};

export const replayExpiry = ({ createdAt }: Pick<Replay, 'createdAt'>): Instant =>
  after(createdAt, replayLimits.keptSeconds);

/**
 * When a copy counts as accepted: the same however often it is sent, and about when it is sent. Its id and its place
 * in the log begin with it.
 */
export const copyInstant = ({ createdAt }: Pick<Replay, 'createdAt'>, position: number): Instant =>
  after(createdAt, position / replayLimits.perSecond);
