import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { groupBy } from '../../../platform/core/group-by.ts';
import { requireRole } from '../../core/alarm-access.ts';
import type { AlarmDraft } from '../../core/alarm-draft.ts';
import type { Transition } from '../../core/decision/transition.ts';
import { explain, type Explanation } from '../../core/explain/explanation.ts';
import { metricRuleOf } from '../../core/metric/metric-rule.ts';
import type { SettledAlarm } from '../../core/rule/settlement.ts';
import type { Ports } from '../../ports.ts';
import { newAlarm, requireCreatable } from '../alarms/create-alarm.ts';
import { findAlarm } from '../alarms/find-alarm.ts';
import { type AskedEvent, type FoundEvent, findEvent } from './asked-event.ts';
import {
  type DiagnosedMeasures,
  diagnoseMeasures,
  type MeasurePorts,
} from './diagnose-measures.ts';
import { type Actual, type ThenPorts, explainThen } from './explain-then.ts';

export type ExplainPorts = ThenPorts &
  MeasurePorts &
  Pick<Ports, 'storedEvents'> & {
    readonly transitions: Pick<Ports['transitions'], 'list'>;
    readonly settings: Pick<Ports['settings'], 'publicUrl'>;
  };

/** Which alarms are asked about: one of the caller's project, one that does not exist yet, or all. */
export type AskedAlarms =
  | { readonly kind: 'one'; readonly alarmId: string }
  | { readonly kind: 'draft'; readonly draft: AlarmDraft }
  /** After the one with this id. */
  | { readonly kind: 'all'; readonly marker?: string | undefined };

export interface AskedExplanation {
  readonly event: AskedEvent;
  readonly alarms: AskedAlarms;
  readonly when: 'now' | 'then';
  /** Whether alarms that the event misses are asked about, too. */
  readonly all: boolean;
}

/** An explanation. */
export type Explained = Explanation & {
  /** What happened, if it is of what happened then. */
  readonly actual?: Actual;
  /** What an alarm on measures finds now; events do not reach it. */
  readonly measures?: DiagnosedMeasures | undefined;
};

export interface Explanations {
  readonly event: FoundEvent;
  readonly explained: readonly Explained[];
  /** Of the last alarm, if there are more than one answer has. */
  readonly next: string | undefined;
}

/** The alarms of one answer, and their conditions, at about a kilobyte each. */
export const alarmsPerAnswer = 1000;
const conditionsPerAnswer = 10_000;
/** The alarms on measures of one answer that are looked at. */
const diagnosedPerAnswer = 20;
/** The recorded hits of a message id that are looked at. */
export const hitsOfMessage = 1000;

/** What an event does to alarms, or did, and why. Reads only. */
export async function explainEvent(
  ports: ExplainPorts,
  caller: Caller,
  { event: asked, alarms: askedAlarms, when, all }: AskedExplanation,
): Promise<Explanations> {
  requireRole(caller, 'reader');
  const { alarms, next } = await alarmsOf(ports, caller, askedAlarms);
  const event = await findEvent(ports, caller, asked);
  const firings = await firingsOn(ports, event, alarms);
  if (when === 'then')
    return { event, explained: await explainThen(ports, { event, alarms, firings }), next };
  const { notification, stored } = event;
  const explanations = alarms.map(({ alarm, settlement }) =>
    explain({
      alarm,
      settlement,
      notification,
      acceptedAt: stored?.at,
      counted: firings.get(alarm.id)?.find(({ arming }) => arming === alarm.arming),
      when,
    }),
  );
  const isShown = askedAlarms.kind !== 'all' || all;
  const explained = isShown ? await withMeasures(ports, explanations) : explanations;
  return { event, explained, next };
}

/** With what the first alarms on measures find. */
async function withMeasures(
  ports: MeasurePorts,
  explanations: readonly Explanation[],
): Promise<readonly Explained[]> {
  const onMeasures = explanations.filter(({ alarm }) => metricRuleOf(alarm.rule) !== undefined);
  const looked = new Set(onMeasures.slice(0, diagnosedPerAnswer));
  return Promise.all(
    explanations.map(async (each) =>
      looked.has(each) ? { ...each, measures: await diagnoseMeasures(ports, each.alarm) } : each,
    ),
  );
}

async function alarmsOf(
  ports: ExplainPorts,
  caller: Caller,
  asked: AskedAlarms,
): Promise<{ readonly alarms: readonly SettledAlarm[]; readonly next: string | undefined }> {
  if (asked.kind === 'one') {
    const { projectId, id } = await findAlarm(ports, caller, asked.alarmId, 'reader');
    const settled = await ports.alarms.getSettled(projectId, id);
    return { alarms: settled ? [settled] : [], next: undefined };
  }
  if (asked.kind === 'draft') {
    requireCreatable(ports, caller, asked.draft);
    const alarm = newAlarm(asked.draft, caller, { id: '', now: ports.clock.now() });
    return { alarms: [{ alarm, settlement: { kind: 'unknown' } }], next: undefined };
  }
  const { marker = '' } = asked;
  const rest = (await ports.alarms.listSettled(caller.projectId))
    .filter(({ alarm }) => alarm.id > marker)
    .toSorted((left, right) => (left.alarm.id < right.alarm.id ? -1 : 1));
  const alarms = rest.slice(0, fittingAlarms(rest));
  const isAll = rest.length === alarms.length;
  return { alarms, next: isAll ? undefined : alarms.at(-1)?.alarm.id };
}

/** How many of the alarms fit one answer; one always does. */
function fittingAlarms(settled: readonly SettledAlarm[]): number {
  let conditions = 0;
  const end = settled.findIndex(({ alarm: { rule } }, index) => {
    conditions += rule.type === 'event' ? rule.event.query.length : 0;
    return index > 0 && (index === alarmsPerAnswer || conditions > conditionsPerAnswer);
  });
  return end < 0 ? settled.length : end;
}

/** The alarms' firings on the event's message id, in every arming. */
async function firingsOn(
  { hitRecords, transitions }: ExplainPorts,
  { notification: { projectId, messageId } }: FoundEvent,
  alarms: readonly SettledAlarm[],
): Promise<ReadonlyMap<string, readonly Transition[]>> {
  const [only, another] = alarms;
  if (only && !another) {
    const { id } = only.alarm;
    const trigger = { kind: 'event', messageId } as const;
    return new Map([[id, await transitions.list(only.alarm.projectId, id, trigger)]]);
  }
  const { firings } = await hitRecords.ofMessage(projectId, messageId, hitsOfMessage);
  return groupBy(firings, ({ alarmId }) => alarmId);
}

/** Refuses to explain what happened to an event that is not known to have happened. */
export function requireStored(asked: AskedExplanation): void {
  if (asked.when === 'then' && asked.event.kind === 'given')
    throw new Fault(
      'invalid',
      'An event that is given was not accepted: "then" needs a message_id or an acceptance_id.',
    );
  if (asked.when === 'then' && asked.alarms.kind === 'draft')
    throw new Fault('invalid', 'A draft has no past: "then" needs an alarm.');
}
