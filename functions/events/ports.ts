import type { BusDetail } from '../contract/bus-event.ts';
import type { Instant } from '../platform/core/instant.ts';
import type { DueRows, PlatformPorts } from '../platform/ports.ts';
import type { KnownType } from './core/log/known-type.ts';
import type { LogHour } from './core/log/log-hour.ts';
import type { GeneratedPlace, LoggedEvent, LogPlace, NewEvent } from './core/log/logged-event.ts';
import type { StorageSettings } from './core/log/storage-settings.ts';

export interface EventBus {
  /**
   * One answer per event, in order. `refused` says why AWS did not take an event after retries, and
   * whether the failure is transient. Rejects only if no event at all was taken.
   */
  publish(events: readonly BusDetail[]): Promise<readonly BusAnswer[]>;
}

export type BusAnswer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly reason: string; readonly transient?: boolean };

/** A part of the log in an order of events. */
export interface LogRange<Place> {
  /** Included. */
  readonly from?: Instant | undefined;
  /** Excluded. */
  readonly to?: Instant | undefined;
  /** Begins behind this place, in the direction of the reading. */
  readonly after?: Place | undefined;
  readonly backwards?: boolean | undefined;
  /** How many events the reader expects to take, so that no more are read than needed. */
  readonly expected?: number | undefined;
}

/**
 * The events that projects have stored. It has no events that have expired, and knows nothing of what a project
 * has deleted: `isEmptied`. Readers find an event a moment after it is stored.
 */
export interface EventLog {
  /** Stores each event once, however often it is called; one answer per event, in order. */
  store(events: readonly NewEvent[]): Promise<readonly ('stored' | 'already')[]>;
  /** Whether each event is stored. */
  has(events: readonly NewEvent[]): Promise<readonly boolean[]>;
  /** In the order of the log: by the instant of acceptance. */
  byArrival(projectId: string, range: LogRange<LogPlace>): AsyncIterable<LoggedEvent>;
  /** By when they were generated, `from` and `to` too. */
  byGenerated(projectId: string, range: LogRange<GeneratedPlace>): AsyncIterable<LoggedEvent>;
  /** The acceptances of a message id, in the order of the log. */
  byMessage(projectId: string, messageId: string): Promise<readonly LoggedEvent[]>;
  byAcceptance(projectId: string, acceptance: string): Promise<LoggedEvent | undefined>;
  /** The JSON text of an event. Calls of the same moment share their requests. */
  bodyOf(event: Pick<LoggedEvent, 'projectId' | 'at' | 'acceptance' | 'body'>): Promise<string>;
  /** Deletes events that were accepted until then, at most so many; whether any may be left. */
  erase(projectId: string, until: Instant, limit: number): Promise<'done' | 'more'>;
}

/** How many events projects had in each hour of the clock. */
export interface EventCounts {
  /** In the order of time, with `from` and `to` included, which are beginnings of hours. */
  hours(projectId: string, from: Instant, to: Instant): Promise<readonly LogHour[]>;
  add(projectId: string, hour: LogHour, expiresAt: Instant): Promise<void>;
  /** Removes the hours that had ended by then. */
  forget(projectId: string, until: Instant): Promise<void>;
}

/** The types of events that projects have stored, with the traits they had. */
export interface EventTypes {
  list(projectId: string): Promise<readonly KnownType[]>;
  get(projectId: string, eventType: string): Promise<KnownType | undefined>;
  /** Adds to what is known of a type; `full` if the project has too many types for one more. */
  note(projectId: string, type: KnownType, expiresAt: Instant): Promise<'noted' | 'full'>;
  /** Removes the types that were not seen since. */
  forget(projectId: string, until: Instant): Promise<void>;
}

/** What projects say about storing their events, and which projects have stored any. */
export interface EventSettings {
  /** What it has set. */
  get(projectId: string): Promise<Partial<StorageSettings>>;
  /** Replaces what is kept and for how long. */
  put(projectId: string, settings: Pick<StorageSettings, 'keep' | 'days'>): Promise<void>;
  /** Notes that a project has stored events. */
  addProject(projectId: string, expiresAt: Instant): Promise<void>;
  projects(): Promise<readonly string[]>;
}

/** The deletion of all that a project stored until an instant. It is done in the background. */
export interface Erasure {
  readonly projectId: string;
  readonly until: Instant;
}

export interface Erasures extends DueRows<string> {
  /** Hides the project's events accepted until then, and has them deleted. Later instants win. */
  begin(erasure: Erasure, dueAt: Instant): Promise<void>;
  /** The erasure, if nobody else has taken it: it is due again only at `until`. */
  take(projectId: string, now: Instant, until: Instant): Promise<Erasure | undefined>;
  /** Ends it, unless another one began meanwhile. */
  end(erasure: Erasure): Promise<void>;
}

/** All ports of the event service. A use case picks those it needs. */
export interface Ports extends PlatformPorts {
  readonly bus: EventBus;
  readonly eventLog: EventLog;
  readonly eventCounts: EventCounts;
  readonly eventTypes: EventTypes;
  readonly eventSettings: EventSettings;
  readonly erasures: Erasures;
}
