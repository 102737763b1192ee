import type { Notification } from '../../../events/core/notification.ts';
import type { Alarm } from '../../core/alarm.ts';
import { isHitBy } from '../../core/decision/fire-alarm.ts';
import { step } from '../../core/decision/step.ts';
import type { Transition } from '../../core/decision/transition.ts';
import { explain, type Explanation } from '../../core/explain/explanation.ts';
import type { Replay } from '../../core/replay/replay.ts';
import type { Ports } from '../../ports.ts';
import type { StoredEvent, StoredEvents } from '../../stored-event-ports.ts';
import { functionInput, type WrittenCopy, writtenCopy } from './make-copy.ts';
import { copyOf } from './replay-ids.ts';
import { replayedEvent } from './replay-source.ts';

export type DryPorts = Pick<Ports, 'alarms' | 'ids'> & {
  readonly transitions: Pick<Ports['transitions'], 'list'>;
};

/** What would become of one event. */
export interface DryEvent {
  readonly copy: WrittenCopy;
  /** Of a replay to an alarm, that alarm; of one to the project, the alarms that it hits. */
  readonly explanations: readonly Explanation[];
  /** The project's other alarms on events. */
  readonly misses: number;
  /** Of a replay to a function: JSON text of its input, or why there is none. */
  readonly input: ReturnType<typeof functionInput> | undefined;
}

/** Events whose bodies are read together. */
const eventsAtOnce = 50;

/**
 * What a replay would do, event by event, each upon what the ones before have done to the alarms. Reads only. The
 * events go to the alarm itself or come anew, so it does not matter which rules the bus has had.
 */
export async function whatWould(
  ports: DryPorts,
  replay: Replay,
  {
    alarm,
    events,
    storedEvents,
  }: {
    readonly alarm: Alarm | undefined;
    readonly events: readonly StoredEvent[];
    readonly storedEvents: StoredEvents;
  },
): Promise<readonly DryEvent[]> {
  const alarms = await concerned(ports, replay, alarm);
  const fold = alarmFold(ports, alarms, replay.target.kind === 'alarm');
  const dry: DryEvent[] = [];
  for (let first = 0; first < events.length; first += eventsAtOnce) {
    const some = events.slice(first, first + eventsAtOnce);
    // oxlint-disable-next-line no-await-in-loop -- a bounded number of bodies at a time
    const copies = await Promise.all(
      some.map(async (event, i) => {
        const copy = copyOf(ports, replay, { event: replayedEvent(event), position: first + i });
        return writtenCopy(copy, await storedEvents.bodyOf(event), replay.asNew);
      }),
    );
    for (const copy of copies) {
      // oxlint-disable-next-line no-await-in-loop -- each upon what the ones before have done
      const explained = await fold(copy);
      dry.push({ copy, ...explained, input: inputOf(replay, copy, alarm) });
    }
  }
  return dry;
}

async function concerned(
  { alarms }: DryPorts,
  { projectId, target }: Replay,
  alarm: Alarm | undefined,
): Promise<readonly Alarm[]> {
  if (target.kind === 'alarm') return alarm ? [alarm] : [];
  if (target.kind === 'function') return [];
  return (await alarms.list(projectId)).filter(({ rule }) => rule.type === 'event');
}

function inputOf({ target }: Replay, copy: WrittenCopy, alarm: Alarm | undefined) {
  if (target.kind !== 'function') return undefined;
  return functionInput(copy, target.noticeOf === null ? 'event' : alarm);
}

/** Explains one event after the other, and remembers what each would do to the alarms. */
function alarmFold(ports: DryPorts, alarms: readonly Alarm[], withMisses: boolean) {
  const current = new Map(alarms.map((alarm) => [alarm.id, alarm]));
  const fired = new Map<string, Transition>();

  const explained = async (alarm: Alarm, copy: WrittenCopy): Promise<Explanation> => {
    const { notification, acceptance, at } = copy;
    const key = JSON.stringify([alarm.id, notification.messageId]);
    const counted = fired.get(key) ?? (await countedBefore(ports, alarm, notification));
    const explanation = explain({
      alarm,
      settlement: { kind: 'unknown' },
      notification,
      acceptedAt: undefined,
      counted,
      when: 'now',
    });
    if (explanation.would === 'nothing') return explanation;
    const found = step(alarm, notification, () => ({ id: '', acceptanceId: acceptance, now: at }));
    if (found.kind !== 'fires')
      throw new Error(`alarm ${alarm.id} is explained as it does not fire`);
    const { transition, next = alarm } = found.decision;
    fired.set(key, transition);
    current.set(alarm.id, next);
    return explanation;
  };

  return async (copy: WrittenCopy): Promise<Pick<DryEvent, 'explanations' | 'misses'>> => {
    const all = [...current.values()];
    const hit = withMisses ? all : all.filter((alarm) => isHitBy(alarm, copy.notification));
    const explanations = await Promise.all(hit.map((alarm) => explained(alarm, copy)));
    return { explanations, misses: all.length - hit.length };
  };
}

/** The firing on the message id in the alarm's present arming. */
async function countedBefore(
  { transitions }: DryPorts,
  alarm: Alarm,
  { messageId }: Notification,
): Promise<Transition | undefined> {
  const trigger = { kind: 'event', messageId } as const;
  const firings = await transitions.list(alarm.projectId, alarm.id, trigger);
  return firings.find(({ arming }) => arming === alarm.arming);
}
