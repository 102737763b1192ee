import { hourOf } from '../../../events/core/log/log-hour.ts';
import type { Notification } from '../../../events/core/notification.ts';
import { matchesGlob } from '../../../events/core/glob.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import { alarmAfter } from '../../core/alarm-at.ts';
import type { Alarm, AlarmChange } from '../../core/alarm.ts';
import {
  type Backtest,
  type BacktestHour,
  type BacktestPart,
  nextVersion,
  type TimelineEntry,
  withoutActions,
} from '../../core/backtest/backtest.ts';
import { backtestLimits } from '../../core/backtest/backtest-limits.ts';
import { type Fold, foldEvent, foldTime } from '../../core/backtest/fold-event.ts';
import type { Transition } from '../../core/decision/transition.ts';
import type { Ports } from '../../ports.ts';
import type { StoredEvent, StoredEvents } from '../../stored-event-ports.ts';
import { storedNotification } from '../explain/asked-event.ts';

/** Bodies that are read together. */
const bodiesAtOnce = 100;

type StepPorts = Pick<Ports, 'clock' | 'ids'> & {
  readonly storedEvents: StoredEvents;
  /** Events between two checkpoints, if not as many as usual. */
  readonly stepEvents?: number;
};

/** What one process keeps of a backtest from step to step. */
export interface BacktestMemory {
  /** Of the message ids that the present arming has fired on, by `firedKey`. */
  readonly fired: Set<string>;
  /** What changed the alarm within the range, oldest first; empty for an alarm as it is now. */
  readonly changes: readonly AlarmChange[];
}

export interface StepOutcome {
  readonly next: Backtest;
  readonly part: BacktestPart;
}

/** Examines the next events of a backtest, and ends it if there are no more. */
export async function runStep(
  ports: StepPorts,
  backtest: Backtest,
  memory: BacktestMemory,
): Promise<StepOutcome> {
  const step = stepOf(ports, backtest, memory);
  const { stepEvents = backtestLimits.stepEvents } = ports;
  const { alarm, from, to, place } = backtest;
  const range = { from: place?.at ?? from, to, expected: stepEvents };
  const events = ports.storedEvents.byArrival(alarm.projectId, {
    ...range,
    ...(place && { after: place }),
  });
  let waiting: StoredEvent[] = [];
  let read = 0;
  for await (const event of events) {
    waiting.push(event);
    read += 1;
    if (waiting.length === bodiesAtOnce || read === stepEvents) {
      await step.examine(waiting);
      waiting = [];
    }
    if (read === stepEvents) return step.outcome('running');
  }
  await step.examine(waiting);
  return step.outcome('done');
}

function stepOf(ports: StepPorts, backtest: Backtest, { fired, changes }: BacktestMemory) {
  const globs = globsOf(backtest.alarm, changes);
  const hours = new Map<Instant, BacktestHour>();
  const timeline: TimelineEntry[] = [];
  let fold: Fold = { alarm: backtest.alarm, rearmAt: backtest.rearmAt };
  let { place, armedPart, timelineEntries, timelineCharacters, truncated } = backtest;
  let counts = { ...backtest.counts };
  let firedHere: string[] = [];
  let changed = changes.filter(({ at }) => place !== null && at <= place.at).length;

  const begin = (next: Fold): void => {
    if (next.alarm.arming !== fold.alarm.arming) {
      fired.clear();
      firedHere = [];
      armedPart = backtest.parts.length;
    }
    fold = next;
  };

  const follow = (at: Instant): void => {
    for (let change = changes[changed]; change && change.at <= at; change = changes[changed]) {
      const alarm = withoutActions(alarmAfter(fold.alarm, change));
      begin({ alarm: { ...alarm, arming: alarm.arming + 1 }, rearmAt: null });
      changed += 1;
    }
    begin(foldTime(fold, at));
  };

  const note = (transition: Transition, { eventType }: Notification, event: StoredEvent): void => {
    const { from: previous, to: current, reason } = transition;
    counts = {
      ...counts,
      fired: counts.fired + 1,
      notified: counts.notified + (transition.actions.length > 0 ? 1 : 0),
    };
    if (
      truncated ||
      timelineEntries === backtestLimits.timelineEntries ||
      timelineCharacters + reason.length > backtestLimits.timelineCharacters
    ) {
      truncated = true;
      return;
    }
    timelineEntries += 1;
    timelineCharacters += reason.length;
    const { at, messageId, acceptance } = event;
    timeline.push({
      at,
      messageId,
      acceptanceId: acceptance,
      eventType,
      previous,
      current,
      reason,
    });
  };

  const decide = (event: StoredEvent, notification: Notification): 'miss' | 'match' | 'fired' => {
    follow(event.at);
    const key = ports.ids.derived(event.messageId);
    const { at, acceptance } = event;
    const folded = foldEvent(
      fold,
      { at, acceptance, notification },
      { rearm: backtest.rearm, hasFired: fired.has(key) },
    );
    if (folded.fired) {
      fired.add(key);
      firedHere.push(key);
      note(folded.fired, notification, event);
    }
    begin(folded.fold);
    if (folded.fired) return 'fired';
    return folded.matched ? 'match' : 'miss';
  };

  return {
    /** Examines some events, in order. Only bodies of events that may hit are read. */
    async examine(events: readonly StoredEvent[]): Promise<void> {
      const notifications = await Promise.all(
        events.map(async (event) =>
          !event.replayed && globs.some((glob) => matchesGlob(glob, event.eventType))
            ? storedNotification(ports.storedEvents, event)
            : undefined,
        ),
      );
      events.forEach((event, i) => {
        const notification = notifications[i];
        const outcome = notification ? decide(event, notification) : 'miss';
        const examined = event.replayed ? 0 : 1;
        const matched = outcome === 'miss' ? 0 : 1;
        counts = {
          ...counts,
          examined: counts.examined + examined,
          matched: counts.matched + matched,
        };
        const hour = hourOf(event.at);
        const sum = hours.get(hour) ?? { hour, seen: 0, examined: 0, matched: 0, fired: 0 };
        hours.set(hour, {
          hour,
          seen: sum.seen + 1,
          examined: sum.examined + examined,
          matched: sum.matched + matched,
          fired: sum.fired + (outcome === 'fired' ? 1 : 0),
        });
        place = { at: event.at, acceptance: event.acceptance };
      });
    },

    outcome(state: Backtest['state']): StepOutcome {
      const part = { hours: [...hours.values()], timeline, fired: firedHere };
      const sums = { counts, place, armedPart, timelineEntries, timelineCharacters, truncated };
      const next = nextVersion(backtest, ports.clock.now(), { ...sums, ...fold, state });
      return { next, part };
    },
  };
}

/** The types of events that the alarm may be hit by, as it is and as its changes make it. */
function globsOf(alarm: Alarm, changes: readonly AlarmChange[]): readonly string[] {
  const alarms = [alarm, ...changes.map((change) => alarmAfter(alarm, change))];
  return [
    ...new Set(alarms.flatMap(({ rule }) => (rule.type === 'event' ? [rule.event.eventType] : []))),
  ];
}
