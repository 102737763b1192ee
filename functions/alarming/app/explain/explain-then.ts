import { groupBy } from '../../../platform/core/group-by.ts';
import { alarmAt } from '../../core/alarm-at.ts';
import { type AlarmChange, isEvaluated } from '../../core/alarm.ts';
import type { Transition } from '../../core/decision/transition.ts';
import { type Difference, differenceOf } from '../../core/explain/difference.ts';
import { explain, type Explanation, unknownThen } from '../../core/explain/explanation.ts';
import type { SettledAlarm } from '../../core/rule/settlement.ts';
import type { Ports } from '../../ports.ts';
import type { StoredEvent } from '../../stored-event-ports.ts';
import { examinedChanges } from '../alarms/alarm-history.ts';
import { type Effect, type EffectPorts, effectsOf } from '../chain/transition-effects.ts';
import type { FoundEvent } from './asked-event.ts';

export type ThenPorts = EffectPorts & Pick<Ports, 'alarmHistory' | 'alarms' | 'hitRecords'>;

/** What is on record of an alarm and a message id. */
export interface Actual {
  readonly firings: readonly { readonly firing: Transition; readonly effects: readonly Effect[] }[];
  /** Why it is not what would have happened; undefined if it is. */
  readonly difference: Difference | undefined;
}

interface Asked {
  readonly event: FoundEvent;
  readonly alarms: readonly SettledAlarm[];
  readonly firings: ReadonlyMap<string, readonly Transition[]>;
}

/** What the event did to the alarms as they were when it was accepted, beside what is on record. */
export async function explainThen(
  ports: ThenPorts,
  { event, alarms, firings }: Asked,
): Promise<readonly (Explanation & { readonly actual: Actual })[]> {
  const { stored } = event;
  if (!stored) return [];
  const histories = await historiesOf(ports, alarms);
  return Promise.all(
    alarms.map(async (settled) => {
      const own = firings.get(settled.alarm.id) ?? [];
      const changes = histories.get(settled.alarm.id) ?? [];
      const fired = own.filter((firing) => isOn(firing, stored));
      const history = changes.filter(({ eventId }) => !fired.some(({ id }) => id === eventId));
      const explanation = explanationThen(event, stored, { settled, history, firings: own });
      const difference = differenceOf(explanation, {
        at: stored.at,
        fired: fired.length > 0,
        isResent: event.acceptances.length > 1,
        history,
      });
      const effects = own.map(async (firing) => ({
        firing,
        effects: await effectsOf(ports, firing),
      }));
      return { ...explanation, actual: { firings: await Promise.all(effects), difference } };
    }),
  );
}

const isOn = ({ trigger }: Transition, { acceptance }: StoredEvent): boolean =>
  trigger.kind === 'event' && trigger.acceptanceId === acceptance;

/** One alarm's history is read alone, that of many with their project's. */
async function historiesOf(
  { alarmHistory }: ThenPorts,
  alarms: readonly SettledAlarm[],
): Promise<ReadonlyMap<string, readonly AlarmChange[]>> {
  const [first, another] = alarms.map(({ alarm }) => alarm);
  if (!first) return new Map();
  const page = { limit: examinedChanges };
  return another
    ? groupBy(await alarmHistory.list(first.projectId, page), ({ alarmId }) => alarmId)
    : new Map([[first.id, await alarmHistory.listOfAlarm(first.projectId, first.id, page)]]);
}

function explanationThen(
  { notification }: FoundEvent,
  stored: StoredEvent,
  {
    settled: { alarm: now, settlement },
    history,
    firings,
  }: {
    readonly settled: SettledAlarm;
    readonly history: readonly AlarmChange[];
    readonly firings: readonly Transition[];
  },
): Explanation {
  const then = alarmAt(now, history, stored.at);
  if (then.kind !== 'known') return unknownThen(now, then.kind);
  const armedAt = history.filter((change) => change.at <= stored.at && !isEvaluated(change));
  const counted = firings.find(
    (firing) =>
      !isOn(firing, stored) && firing.at <= stored.at && !armedAt.some(({ at }) => at > firing.at),
  );
  // The bus took the rule as it is now later, if the rule has changed since.
  const hasChanged = history.some((change) => change.at > stored.at && !isEvaluated(change));
  return explain({
    alarm: then.alarm,
    settlement: hasChanged ? { kind: 'unknown' } : settlement,
    notification,
    acceptedAt: stored.at,
    counted,
    when: 'then',
  });
}
