import { maskedUrl } from '../masked-url.ts';
import { instantOf } from '../instants.ts';
import type { Action, Attempt, Decision, EventChain } from './chain-item.ts';

/** `waiting`: nothing was done. `working`: something was. `failed`: it was, and ended badly. `idle`: ended by decision. */
export type SegmentKind = 'waiting' | 'working' | 'failed' | 'idle';

export interface Segment {
  readonly kind: SegmentKind;
  /** In milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

export interface TimelineRow {
  readonly id: string;
  readonly column: 'event' | 'decision' | 'action' | 'run';
  readonly name: string;
  /** How it stands, in a word or a short sentence. */
  readonly status: string;
  readonly segments: readonly Segment[];
  readonly open: boolean;
}

export interface Timeline {
  readonly from: number;
  readonly to: number;
  readonly rows: readonly TimelineRow[];
}

/** The way of an event on one axis of time. What has not ended ends at `now`. */
export function timelineOf(chain: EventChain, now: number): Timeline {
  const accepted = new Map(
    chain.acceptances.map((each) => [each.acceptance_id, instantOf(each.accepted_at)]),
  );
  const rows = [
    ...chain.acceptances.map((each): TimelineRow => {
      const at = instantOf(each.accepted_at);
      const status = each.replay_of === null ? 'accepted' : 'sent again';
      const segments: readonly Segment[] = [{ kind: 'working', from: at, to: at }];
      return {
        id: each.acceptance_id,
        column: 'event',
        name: chain.event_type ?? 'Event',
        status,
        segments,
        open: false,
      };
    }),
    ...chain.alarms.flatMap((decision) => [
      decisionRow(decision, accepted.get(decision.acceptance_id ?? '')),
      ...decision.actions.map((action) => actionRow(action, decision, now)),
    ]),
  ];
  const instants = rows.flatMap(({ segments }) => segments.flatMap(({ from, to }) => [from, to]));
  const from = least(instants, now);
  return { from, to: Math.max(...instants, from + 1), rows };
}

const least = (instants: readonly number[], otherwise: number): number =>
  instants.length === 0 ? otherwise : Math.min(...instants);

function decisionRow(decision: Decision, acceptedAt: number | undefined): TimelineRow {
  const at = instantOf(decision.at);
  const fired = decision.outcome === 'fired';
  return {
    id: `${decision.alarm_id} ${decision.acceptance_id} ${decision.event_id} ${decision.outcome}`,
    column: 'decision',
    name: decision.name ?? decision.alarm_id,
    status: fired ? 'fired' : decision.reason,
    segments: [
      ...(acceptedAt === undefined || acceptedAt >= at
        ? []
        : [{ kind: 'waiting', from: acceptedAt, to: at } as const]),
      { kind: fired ? 'working' : 'idle', from: at, to: at },
    ],
    open: false,
  };
}

function actionRow(action: Action, decision: Decision, now: number): TimelineRow {
  const firedAt = instantOf(decision.at);
  if (action.kind === 'delivery') {
    const open = action.state === 'pending';
    return {
      id: action.delivery_id,
      column: 'action',
      name: maskedUrl(action.url),
      status: action.state ?? 'in its queue, or expired',
      segments: attemptSegments(action.attempts, firedAt, open ? now : undefined),
      open,
    };
  }
  const created = action.created_at === null ? undefined : instantOf(action.created_at);
  const ended =
    isOver(action.status) && action.updated_at ? instantOf(action.updated_at) : undefined;
  return {
    id: action.execution_id,
    column: 'run',
    name: 'function',
    status: action.status ?? 'in its queue, or expired',
    segments:
      created === undefined ? [] : runSegments(firedAt, created, ended ?? now, action.status),
    open: created !== undefined && ended === undefined,
  };
}

/** Each attempt, and the waiting between them. */
function attemptSegments(
  attempts: readonly Attempt[],
  firedAt: number,
  openUntil: number | undefined,
): readonly Segment[] {
  const segments: Segment[] = [];
  let until = firedAt;
  for (const { at, latency_ms, outcome } of attempts) {
    const from = Math.max(until, instantOf(at));
    const to = from + latency_ms;
    if (from > until) segments.push({ kind: 'waiting', from: until, to: from });
    segments.push({ kind: isGood(outcome) ? 'working' : 'failed', from, to });
    until = to;
  }
  if (openUntil !== undefined && openUntil > until)
    segments.push({ kind: 'waiting', from: until, to: openUntil });
  return segments;
}

function runSegments(
  firedAt: number,
  created: number,
  until: number,
  status: string | null,
): readonly Segment[] {
  // The engine prints whole seconds, so an execution may seem older than its firing.
  const from = Math.max(firedAt, created);
  const to = Math.max(from, until);
  const kind = status === 'error' || status === 'failed' ? 'failed' : 'working';
  return [
    ...(from > firedAt ? [{ kind: 'waiting', from: firedAt, to: from } as const] : []),
    { kind, from, to },
  ];
}

const isGood = (outcome: string): boolean => outcome === 'delivered' || outcome === 'logged';

const isOver = (status: string | null): boolean =>
  status !== null && !['pending', 'running', 'paused'].includes(status);

/** Whether something of the chain has still to come: an event is recorded a moment before its alarms decide. */
export const isUnderWay = (chain: EventChain, now: number): boolean =>
  timelineOf(chain, now).rows.some(({ open }) => open) ||
  chain.acceptances.some(({ accepted_at }) => now - instantOf(accepted_at) < 30_000);

/** `340 ms`, `2.1 s`, `3 min 20 s`, `2 h 5 min`. */
export function spanText(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
