import { matchesGlob } from '../../../events/core/glob.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { after, type Instant } from '../../../platform/core/instant.ts';
import { type Alarm, type AlarmChange, isEvaluated } from '../../core/alarm.ts';
import type { IdleReason } from '../../core/decision/idle-hit.ts';
import type { DeliveryState } from '../../core/delivery/delivery.ts';
import { explain, type Explanation } from '../../core/explain/explanation.ts';
import type { RulePlace } from '../../core/rule/rule-place.ts';
import type { SettledAlarm } from '../../core/rule/settlement.ts';
import type { Ports } from '../../ports.ts';
import type { StoredEvent, StoredEvents } from '../../stored-event-ports.ts';
import { examinedChanges } from '../alarms/alarm-history.ts';
import { findAlarm } from '../alarms/find-alarm.ts';
import { storedNotification } from './asked-event.ts';
import {
  type DiagnosedMeasures,
  diagnoseMeasures,
  type MeasurePorts,
} from './diagnose-measures.ts';

export type DiagnosisPorts = Pick<
  Ports,
  'alarmHistory' | 'alarms' | 'clock' | 'deliveries' | 'hitRecords' | 'rulePlaces' | 'storedEvents'
> &
  MeasurePorts;

/** What is to be known of an alarm that does not fire. */
export interface Diagnosis extends SettledAlarm {
  /** By whom it was last armed: created, changed, or its state set. */
  readonly armed: AlarmChange | undefined;
  readonly place: RulePlace['kind'] | undefined;
  readonly lastFiring: AlarmChange | undefined;
  /** Since when the rest is counted. */
  readonly since: Instant;
  readonly deliveries: Readonly<Partial<Record<DeliveryState, number>>>;
  /** Hits without effect, by why. */
  readonly idle: Readonly<Partial<Record<IdleReason['kind'], number>>>;
  /** Undefined if the deployment does not store events. */
  readonly events: SeenEvents | undefined;
  /** Undefined for an alarm on events. */
  readonly measures: DiagnosedMeasures | undefined;
}

/** What the alarm makes of the stored events of its project. */
export interface SeenEvents {
  readonly examined: number;
  /** Whether these were all. */
  readonly complete: boolean;
  readonly matched: number;
  /** One for each code, with how many there were. */
  readonly nearMisses: readonly NearMiss[];
}

export interface NearMiss {
  readonly code: string;
  readonly count: number;
  readonly example: { readonly event: StoredEvent; readonly explanation: Explanation };
}

const diagnosedSeconds = 24 * 3600;
/** Newest events whose types are compared, and those of them that are read. */
const examinedEvents = 20_000;
const readEvents = 1000;
const readAtOnce = 100;
/** Newest deliveries and hits that are counted. */
const countedRows = 1000;

export async function diagnoseAlarm(
  ports: DiagnosisPorts,
  caller: Caller,
  alarmId: string,
): Promise<Diagnosis> {
  const { projectId, id, ...found } = await findAlarm(ports, caller, alarmId, 'reader');
  const since = after(ports.clock.now(), -diagnosedSeconds);
  const [settled, history, place, deliveries, idle] = await Promise.all([
    ports.alarms.getSettled(projectId, id),
    ports.alarmHistory.listOfAlarm(projectId, id, { limit: examinedChanges }),
    ports.rulePlaces.get(id),
    ports.deliveries.list(projectId, { alarmId: id, since, limit: countedRows }),
    ports.hitRecords.listIdle(projectId, { limit: countedRows }),
  ]);
  const { alarm, settlement } = settled ?? {
    alarm: { ...found, projectId, id },
    settlement: { kind: 'unknown' },
  };
  const hits = idle.filter((hit) => hit.alarmId === id && hit.at >= since);
  return {
    alarm,
    settlement,
    armed: history.find((change) => !isEvaluated(change)),
    place: place?.kind,
    lastFiring: history.find(isEvaluated),
    since,
    deliveries: counted(deliveries.map(({ state }) => state)),
    idle: counted(hits.map(({ reason }) => reason.kind)),
    events: ports.storedEvents && (await seenEvents(ports.storedEvents, alarm, since)),
    measures: await diagnoseMeasures(ports, alarm),
  };
}

function counted<Key extends string>(keys: readonly Key[]): Readonly<Partial<Record<Key, number>>> {
  const counts: Partial<Record<Key, number>> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

async function seenEvents(
  events: StoredEvents,
  alarm: Alarm,
  since: Instant,
): Promise<SeenEvents | undefined> {
  if (alarm.rule.type !== 'event') return undefined;
  const { eventType } = alarm.rule.event;
  const likely: StoredEvent[] = [];
  let examined = 0;
  const range = { from: since, backwards: true, expected: examinedEvents };
  for await (const event of events.byArrival(alarm.projectId, range)) {
    if (examined === examinedEvents || likely.length === readEvents)
      return { examined, complete: false, ...(await summary(events, alarm, likely)) };
    examined += 1;
    if (matchesGlob(`${eventType}*`, event.eventType)) likely.push(event);
  }
  return { examined, complete: true, ...(await summary(events, alarm, likely)) };
}

async function summary(
  events: StoredEvents,
  alarm: Alarm,
  likely: readonly StoredEvent[],
): Promise<Pick<SeenEvents, 'matched' | 'nearMisses'>> {
  const misses = new Map<string, NearMiss>();
  let matched = 0;
  for (let first = 0; first < likely.length; first += readAtOnce) {
    const some = likely.slice(first, first + readAtOnce);
    // oxlint-disable-next-line no-await-in-loop -- a bounded number at a time
    const explained = await Promise.all(some.map((event) => explainedEvent(events, alarm, event)));
    for (const example of explained) {
      const { verdict } = example.explanation;
      if (verdict === 'fires' || verdict === 'no-effect') matched += 1;
      if (verdict !== 'near-miss') continue;
      const code = codeOf(example.explanation);
      const known = misses.get(code);
      misses.set(code, known ? { ...known, count: known.count + 1 } : { code, count: 1, example });
    }
  }
  return { matched, nearMisses: [...misses.values()] };
}

/** As if the alarm were enabled and armed: why it does not hit, not whether it may act. */
async function explainedEvent(events: StoredEvents, alarm: Alarm, event: StoredEvent) {
  const notification = await storedNotification(events, event);
  const explanation = explain({
    alarm: { ...alarm, enabled: true, state: 'ok' },
    settlement: { kind: 'unknown' },
    notification,
    acceptedAt: event.at,
    counted: undefined,
    when: 'now',
  });
  return { event, explanation: { ...explanation, alarm } };
}

function codeOf({ judgement }: Explanation): string {
  if (!judgement) return '';
  const failing = judgement.conditions.find(({ holds }) => !holds);
  return failing ? failing.code : judgement.type.code;
}
