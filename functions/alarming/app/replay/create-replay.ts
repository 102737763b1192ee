import { parsedEvent } from '../../../events/core/log/event-body.ts';
import type { Notification } from '../../../events/core/notification.ts';
import { readNotification } from '../../../events/core/read-notification.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { dumps, isObject, loads } from '../../../platform/core/python-json.ts';
import { alarmNotFound, requireRole } from '../../core/alarm-access.ts';
import type { Alarm } from '../../core/alarm.ts';
import { explain, type Explanation } from '../../core/explain/explanation.ts';
import type { Replay } from '../../core/replay/replay.ts';
import type { Ports } from '../../ports.ts';
import type { StoredEvent } from '../../stored-event-ports.ts';
import { findAlarm } from '../alarms/find-alarm.ts';
import { eventNotFound, requireStoredEvents } from '../explain/asked-event.ts';
import { endReplay } from './end-replay.ts';
import { copyOf, replayId } from './replay-ids.ts';

export interface AskedReplay {
  readonly source:
    | { readonly kind: 'message'; readonly messageId: string }
    | { readonly kind: 'acceptance'; readonly acceptanceId: string };
  readonly alarmId: string;
  readonly mode: Replay['mode'];
  readonly asNew: boolean;
  /** How many events the caller expects it to be. */
  readonly confirm: number | undefined;
  readonly key: string | undefined;
}

export type CreateReplayPorts = Pick<
  Ports,
  'alarms' | 'clock' | 'hitQueue' | 'ids' | 'payloads' | 'replays' | 'sleep' | 'storedEvents'
> & { readonly transitions: Pick<Ports['transitions'], 'list'> };

/** A replay, and if it is dry, what would follow. */
export interface Created {
  readonly replay: Replay;
  /** The same was asked for before. */
  readonly already: boolean;
  readonly dry?: { readonly explanation: Explanation; readonly notification: Notification };
}

/**
 * Says what an alarm would do with a stored event if it came again, or sends it to the alarm alone. The request that
 * sends it again sends the same copy, so that one that failed is repeated without harm.
 */
export async function createReplay(
  ports: CreateReplayPorts,
  caller: Caller,
  asked: AskedReplay,
): Promise<Created> {
  requireRole(caller, 'member');
  requireStoredEvents(ports);
  const { key, mode } = asked;
  const { projectId } = caller;
  const keyed =
    key === undefined || mode === 'dry'
      ? undefined
      : await ports.replays.get(projectId, replayId(ports, { projectId, mode }, { key }));
  if (keyed && keyed.state !== 'running') return { replay: keyed, already: true };
  const event = await sourceOf(ports, caller, keyed ? sourceAgain(keyed) : asked.source);
  const alarm = await targetOf(ports, caller, keyed?.target.alarmId ?? asked.alarmId);
  if (asked.confirm !== undefined && asked.confirm !== 1)
    throw new Fault('conflict', `The replay is of 1 event, not of ${asked.confirm}`);
  const asking = keyed ?? newReplay(ports, asked, { event, alarm });
  const earlier = keyed ?? (await ports.replays.create(asking));
  // Another request with this key was faster, perhaps for another event.
  if (key !== undefined && mode === 'real' && !keyed && earlier)
    return createReplay(ports, caller, asked);
  const replay = earlier ?? asking;
  const already = earlier !== undefined;
  if (replay.mode === 'dry')
    return { replay, already, dry: await whatWould(ports, { replay, event, alarm }) };
  if (replay.state !== 'running') return { replay, already };
  await send(ports, replay, event);
  return { replay: await endReplay(ports, replay, 'done'), already };
}

const sourceAgain = ({ source: { acceptance } }: Replay): AskedReplay['source'] => ({
  kind: 'acceptance',
  acceptanceId: acceptance,
});

/** The event; of a message id, its latest acceptance. */
async function sourceOf(
  ports: CreateReplayPorts,
  { projectId }: Caller,
  asked: AskedReplay['source'],
): Promise<StoredEvent> {
  const events = requireStoredEvents(ports);
  const found =
    asked.kind === 'message'
      ? (await events.byMessage(projectId, asked.messageId)).at(-1)
      : await events.byAcceptance(projectId, asked.acceptanceId);
  if (!found) throw eventNotFound(asked.kind === 'message' ? asked.messageId : asked.acceptanceId);
  return found;
}

/** An alarm of the caller's own project, administrators included: the event is of that project. */
async function targetOf(ports: CreateReplayPorts, caller: Caller, id: string): Promise<Alarm> {
  const alarm = await findAlarm(ports, caller, id, 'member');
  if (alarm.projectId !== caller.projectId) throw alarmNotFound(id);
  if (alarm.rule.type !== 'event')
    throw new Fault('invalid', `Alarms of type ${alarm.rule.type} are not evaluated on events`);
  return alarm;
}

function newReplay(
  ports: CreateReplayPorts,
  { key, mode, asNew }: AskedReplay,
  { event, alarm }: { readonly event: StoredEvent; readonly alarm: Alarm },
): Replay {
  const { projectId, messageId, acceptance, replayed } = event;
  const what = {
    source: { messageId, acceptance, root: replayed?.root ?? replayed?.of ?? acceptance },
    target: { alarmId: alarm.id },
    asNew,
  };
  // A dry one answers what it is asked, so a key has nothing to prevent.
  const isKeyed = key !== undefined && mode === 'real';
  const told = isKeyed ? { key } : { ...what, arming: alarm.arming };
  return {
    ...what,
    projectId,
    id: replayId(ports, { projectId, mode }, told),
    mode,
    state: mode === 'dry' ? 'done' : 'running',
    createdAt: ports.clock.now(),
    version: 1,
  };
}

/** The JSON text of the event that a replay sends. */
async function copiedText(
  ports: CreateReplayPorts,
  replay: Replay,
  event: StoredEvent,
): Promise<string> {
  const text = await requireStoredEvents(ports).bodyOf(event);
  if (!replay.asNew) return text;
  const json = loads(text);
  if (!isObject(json)) throw new Error(`the stored event ${event.acceptance} is no object`);
  return dumps({ ...json, message_id: copyOf(ports, replay).messageId });
}

async function whatWould(
  ports: CreateReplayPorts,
  {
    replay,
    event,
    alarm,
  }: { readonly replay: Replay; readonly event: StoredEvent; readonly alarm: Alarm },
): Promise<NonNullable<Created['dry']>> {
  const reading = readNotification(parsedEvent(await copiedText(ports, replay, event)));
  if (reading.kind === 'refused')
    throw new Error(`the stored event ${event.acceptance} is unreadable: ${reading.reason}`);
  const { notification } = reading;
  const trigger = { kind: 'event', messageId: notification.messageId } as const;
  const firings = await ports.transitions.list(alarm.projectId, alarm.id, trigger);
  const explanation = explain({
    alarm,
    // The event is sent to the alarm itself, so it does not matter which rule the bus has.
    settlement: { kind: 'unknown' },
    notification,
    acceptedAt: undefined,
    counted: firings.find(({ arming }) => arming === alarm.arming),
    when: 'now',
  });
  return { explanation, notification };
}

/** Sends the copy to the alarm alone. */
async function send(ports: CreateReplayPorts, replay: Replay, event: StoredEvent): Promise<void> {
  const { projectId, id, target, createdAt } = replay;
  const { messageId, acceptance, lineage } = copyOf(ports, replay);
  const text = await copiedText(ports, replay, event);
  const body = await ports.payloads.store(`replays/${projectId}/${id}/${acceptance}`, text);
  await ports.hitQueue.send([
    {
      v: 1,
      rule: target.alarmId,
      time: createdAt,
      event: {
        v: 1,
        acceptance,
        at: createdAt,
        id: messageId,
        // The rest is for rules on the bus, and no rule sees this event.
        type: event.eventType,
        tail: '',
        length: 0,
        project: projectId,
        traits: {},
        replay: { ...lineage },
        ...('text' in body ? { body: body.text } : { bodyKey: body.key }),
      },
    },
  ]);
}
