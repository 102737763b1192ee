import type { LookMessage } from '../contract/look-message.ts';
import type { AlarmWindows, Watches, WatchTarget } from '../metrics/alarm-ports.ts';
import type { Instant } from '../platform/core/instant.ts';
import type { DueRows } from '../platform/ports.ts';
import type { Alarm } from './core/alarm.ts';
import type { Manner } from './core/metric/judge-windows.ts';
import type { Members } from './core/metric/member-health.ts';
import type { AskedService, KnownSources } from './core/metric/watching.ts';

/** Names an alarm. */
export type AlarmKey = Pick<Alarm, 'projectId' | 'id'>;

/** What is kept of an alarm on measures between two looks at it. */
export interface AlarmLook {
  /** The arming whose measures are watched. */
  readonly arming: number;
  readonly targets: readonly WatchTarget[];
  /** When a look is asked for without any measure: silence, the end of a window, a constraint's beginning. */
  readonly nextAt?: Instant | undefined;
  /** When the actions are repeated, if the alarm repeats them. */
  readonly repeatAt?: Instant | undefined;
  /** When it was looked at; later looks of the next ten minutes are not noted. */
  readonly lookedAt?: Instant | undefined;
  /** Decisions whose actions may not have been enqueued yet. */
  readonly deciding: readonly string[];
}

/** The looks at alarms on measures, a row each. Reads are consistent. */
export interface AlarmLooks extends DueRows<AlarmKey> {
  get(alarm: AlarmKey): Promise<AlarmLook | undefined>;
  /** Stores what an arming watches, and that the alarm is due; `stale` if a later arming is stored. */
  watch(
    alarm: AlarmKey,
    watching: Pick<AlarmLook, 'arming' | 'targets'> & { readonly dueAt?: Instant },
  ): Promise<'stored' | 'stale'>;
  /** `dueAt` is when the sweeper sees to the look; without it, no sweep finds the row. */
  schedule(
    alarm: AlarmKey,
    next: Pick<AlarmLook, 'nextAt' | 'repeatAt'> & { readonly dueAt?: Instant | undefined },
  ): Promise<void>;
  /** Notes a look; nothing else changes, and no row comes of it. */
  noteLook(alarm: AlarmKey, at: Instant): Promise<void>;
  /** Adds to `deciding`. */
  begin(alarm: AlarmKey, decision: string): Promise<void>;
  /** Takes away from `deciding`. */
  end(alarm: AlarmKey, decisions: readonly string[]): Promise<void>;
  remove(alarm: AlarmKey): Promise<void>;
}

/** Work for the looker. */
export interface LookQueue {
  /** `delaySeconds` is at most 900, the limit of SQS. */
  send(message: LookMessage, delaySeconds?: number): Promise<void>;
}

/** The values of an instant query, in the order of the answer; or why there are none. */
export type PrometheusAnswer =
  | { readonly kind: 'values'; readonly values: readonly number[] }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Where measures are. What a deployment does not have is missing. Nothing here rejects because of the other side. */
export interface MeasureSources {
  readonly windows?: AlarmWindows | undefined;
  readonly prometheus?: { query(projectId: string, query: string): Promise<PrometheusAnswer> };
  readonly members?: (projectId: string, poolId: string) => Promise<Members>;
}

/** How measures are read to say what an alarm finds. `windows` are missing if another service has them. */
export interface MeasureReading {
  readonly manner: Manner;
  readonly windows: AlarmWindows | undefined;
}

/**
 * The queues of looks that wait for a service elsewhere. Each has a looker of its own, so that a service that is slow
 * delays no other look. A looker to which nothing is named looks itself.
 */
export type LooksElsewhere = Readonly<Partial<Record<AskedService, LookQueue>>>;

/** What alarms on measures need besides `Ports`. */
export interface MeasurePorts {
  readonly looks: AlarmLooks;
  readonly lookQueue: LookQueue;
  readonly known: KnownSources;
  /** Tells which measures to announce. An existing Gnocchi announces none, and is asked every minute. */
  readonly watches?: Watches | undefined;
}
