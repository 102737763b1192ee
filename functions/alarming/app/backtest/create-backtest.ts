import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { after, type Instant } from '../../../platform/core/instant.ts';
import { requireRole } from '../../core/alarm-access.ts';
import { alarmAt } from '../../core/alarm-at.ts';
import type { AlarmDraft } from '../../core/alarm-draft.ts';
import { type Alarm, type AlarmChange, type AlarmState, isEvaluated } from '../../core/alarm.ts';
import {
  type Backtest,
  type BacktestPart,
  nextVersion,
  type Rearm,
  withoutActions,
} from '../../core/backtest/backtest.ts';
import { backtestLimits } from '../../core/backtest/backtest-limits.ts';
import type { Ports } from '../../ports.ts';
import { examinedChanges } from '../alarms/alarm-history.ts';
import { newAlarm, requireCreatable } from '../alarms/create-alarm.ts';
import { findAlarm } from '../alarms/find-alarm.ts';
import { requireStoredEvents } from '../explain/asked-event.ts';
import { rangeOf } from '../stored-range.ts';
import { beforePart, changesPart, writePart } from './backtest-part.ts';
import { firedBefore } from './fired-before.ts';
import { type RunPorts, runBacktest } from './run-backtest.ts';

export interface AskedBacktest {
  readonly alarm:
    | { readonly kind: 'one'; readonly alarmId: string }
    | { readonly kind: 'draft'; readonly draft: AlarmDraft };
  readonly range:
    | { readonly kind: 'last'; readonly seconds: number }
    | { readonly kind: 'between'; readonly from: Instant; readonly to: Instant };
  readonly rule: 'now' | 'then';
  readonly rearm: Rearm;
  readonly initialState: AlarmState | undefined;
}

export type CreateBacktestPorts = RunPorts &
  Pick<Ports, 'alarmHistory' | 'alarms' | 'backtestQueue' | 'ids'> & {
    readonly settings: Pick<Ports['settings'], 'publicUrl'>;
  };

/** How long a request works on a backtest itself. */
const atOnceSeconds = 15;

/** Begins a backtest, and runs it at once if the range has few events. */
export async function createBacktest(
  ports: CreateBacktestPorts,
  caller: Caller,
  asked: AskedBacktest,
): Promise<Backtest> {
  requireRole(caller, 'member');
  const events = requireStoredEvents(ports);
  const now = ports.clock.now();
  const range = rangeOf(instantsOf(asked.range, now), events, now);
  const { alarm, changes, fired } = await startOf(ports, caller, { asked, range, now });
  const hours = await events.hours(alarm.projectId, range.from, range.to);
  const expected = hours
    .filter(({ hour }) => hour < range.to)
    .reduce((sum, { stored }) => sum + stored, 0);
  if (expected > backtestLimits.events)
    throw new Fault(
      'too-large',
      `The range has about ${expected} stored events, more than ${backtestLimits.events}: name a narrower one`,
    );
  const begun = newBacktest(asked, {
    ...range,
    projectId: caller.projectId,
    alarm,
    expected,
    now,
    id: ports.ids.ordered(now),
  });
  const backtest = { ...begun, parts: fired.length > 0 ? [beforePart] : [] };
  if (fired.length > 0)
    await writePart(ports, backtest, { name: beforePart, content: before(ports, fired) });
  if (changes.length > 0) await writePart(ports, backtest, { name: changesPart, content: changes });
  const created = await ports.backtests.create(backtest, backtestLimits.running);
  if (created === 'full')
    throw new Fault(
      'too-many',
      `${backtestLimits.running} backtests of the project are running: wait for one to end, or delete it`,
    );
  const run =
    expected > backtestLimits.atOnceEvents
      ? backtest
      : await runBacktest(ports, backtest, atOnceSeconds);
  const { projectId, id } = backtest;
  if (run?.state !== 'done') await ports.backtestQueue.send({ v: 1, projectId, backtestId: id });
  return run ?? backtest;
}

const instantsOf = (asked: AskedBacktest['range'], now: Instant) =>
  asked.kind === 'last' ? { from: after(now, -asked.seconds), to: now } : asked;

/** The alarm as the backtest begins with it, and what changed it within the range. */
async function startOf(
  ports: CreateBacktestPorts,
  caller: Caller,
  {
    asked: { alarm: asked, rule, initialState },
    range: { from, to },
    now,
  }: {
    readonly asked: AskedBacktest;
    readonly range: { readonly from: Instant; readonly to: Instant };
    readonly now: Instant;
  },
): Promise<Start> {
  if (asked.kind === 'draft') {
    const { draft } = asked;
    requireCreatable(ports, caller, draft);
    const alarm = newAlarm(draft, caller, { id: '', now });
    const start = { ...evaluated(alarm), state: initialState ?? alarm.state };
    return { alarm: start, changes: [], fired: [] };
  }
  const alarm = evaluated(await findAlarm(ports, caller, asked.alarmId, 'reader'));
  if (rule === 'now')
    return {
      alarm: { ...alarm, state: initialState ?? 'insufficient data' },
      changes: [],
      fired: [],
    };
  const page = { limit: examinedChanges };
  const history = await ports.alarmHistory.listOfAlarm(alarm.projectId, alarm.id, page);
  const changes = history
    .filter((change) => from < change.at && change.at < to && !isEvaluated(change))
    .toSorted((left, right) => (left.eventId < right.eventId ? -1 : 1));
  const then = alarmAt(alarm, history, from);
  if (then.kind === 'older-than-history')
    throw new Fault(
      'invalid',
      `The history of alarm ${alarm.id} does not reach back to ${from}: name a later beginning, or the rule "now"`,
    );
  // Before it was created it fires as little as a disabled one does.
  const start = then.kind === 'known' ? then.alarm : { ...alarm, enabled: false };
  const fired = await firedBefore(ports, start, { history, instant: from });
  return { alarm: { ...start, state: initialState ?? start.state }, changes, fired };
}

interface Start {
  readonly alarm: Alarm;
  readonly changes: readonly AlarmChange[];
  /** The message ids that its arming had fired on before. */
  readonly fired: readonly string[];
}

/** The first part of a result has nothing of the range. */
const before = ({ ids }: Pick<Ports, 'ids'>, fired: readonly string[]): BacktestPart => ({
  hours: [],
  timeline: [],
  fired: fired.map((messageId) => ids.derived(messageId)),
});

function evaluated(alarm: Alarm): Alarm {
  if (alarm.rule.type !== 'event')
    throw new Fault('invalid', `Alarms of type ${alarm.rule.type} are not evaluated on events`);
  return alarm;
}

const newBacktest = (
  { alarm: asked, rule, rearm }: AskedBacktest,
  {
    alarm,
    now,
    ...rest
  }: Pick<Backtest, 'id' | 'projectId' | 'from' | 'to' | 'keptSince' | 'expected' | 'alarm'> & {
    readonly now: Instant;
  },
): Backtest =>
  nextVersion(
    {
      ...rest,
      alarmId: asked.kind === 'one' ? asked.alarmId : null,
      alarmName: alarm.name,
      rule,
      rearm,
      createdAt: now,
      state: 'running',
      counts: { examined: 0, matched: 0, fired: 0, notified: 0 },
      alarm: withoutActions(alarm),
      rearmAt: null,
      place: null,
      parts: [],
      armedPart: 0,
      timelineEntries: 0,
      timelineCharacters: 0,
      truncated: false,
      dueAt: null,
      version: 0,
    },
    now,
  );
