import type { BusDetail } from '../contract/bus-event.ts';
import type { BacktestMessage, ReplayMessage } from '../contract/message.ts';
import type { LogHour } from '../events/core/log/log-hour.ts';
import type { LoggedEvent, LogPlace } from '../events/core/log/logged-event.ts';
import type { Instant } from '../platform/core/instant.ts';
import type { Payload } from '../platform/core/payload.ts';
import type { DueRows } from '../platform/ports.ts';
import type { Backtest, BacktestKey } from './core/backtest/backtest.ts';
import type { CopyOutcome, Replay, ReplayKey } from './core/replay/replay.ts';
import type { TimePage } from './core/time/time-page.ts';

/** A stored event, as its log has it. */
export type StoredEvent = LoggedEvent;

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

/** Work for the replayer. */
export interface ReplayQueue {
  send(message: ReplayMessage): Promise<void>;
}

/** Replays, with their events and what became of each copy. Rows expire some time after the replay was created. Reads are consistent. */
export interface ReplayStore {
  /** Stores a first version; returns the replay that has the id already, if one has. */
  create(replay: Replay): Promise<Replay | undefined>;
  get(projectId: string, id: string): Promise<Replay | undefined>;
  /** Newest first, at most `limit`, only those behind `after`. */
  list(projectId: string, limit: number, after?: Replay): Promise<readonly Replay[]>;
  /** Stores version n only over version n - 1. */
  put(replay: Replay): Promise<'stored' | 'stale'>;
  /** Stores the list of a run's events. */
  putPlan(replay: Replay, plan: Payload): Promise<void>;
  getPlan(replay: Replay): Promise<Payload | undefined>;
  /** Notes what becomes of the copy at a position, and answers what was noted first. */
  claim(replay: Replay, position: number, outcome: CopyOutcome): Promise<CopyOutcome>;
  /** Notes that the bus has refused the copy after all. */
  refuse(replay: Replay, position: number): Promise<void>;
  /** What is noted of a run's copies, by position. */
  outcomes(replay: Replay): Promise<ReadonlyMap<number, CopyOutcome>>;
}

/** Replays that nobody has worked on for some time. */
export type DueReplays = Pick<DueRows<ReplayKey>, 'due'>;

/** The functions of a project. */
export interface ProjectFunctions {
  has(projectId: string, id: string): Promise<boolean>;
}

/** The bus, for copies of events. One answer per event, in order. */
export interface CopyBus {
  publish(
    copies: readonly BusDetail[],
  ): Promise<
    readonly (
      | { readonly kind: 'accepted' }
      | { readonly kind: 'refused'; readonly reason: string; readonly transient?: boolean }
    )[]
  >;
}
