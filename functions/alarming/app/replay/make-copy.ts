import { busCopy } from '../../../events/app/bus-copy.ts';
import { parsedEvent } from '../../../events/core/log/event-body.ts';
import type { Notification } from '../../../events/core/notification.ts';
import { readNotification } from '../../../events/core/read-notification.ts';
import type { BusDetail } from '../../../contract/bus-event.ts';
import type { ExecutionMessage, HitMessage } from '../../../contract/message.ts';
import { dumps, isObject, type Json, loads } from '../../../platform/core/python-json.ts';
import type { Alarm } from '../../core/alarm.ts';
import { alarmNotice, eventReasonData } from '../../core/decision/alarm-notice.ts';
import { fireAlarm, isHitBy } from '../../core/decision/fire-alarm.ts';
import type { CopyOutcome, Replay } from '../../core/replay/replay.ts';
import type { Ports } from '../../ports.ts';
import type { ReplayedCopy } from './replay-ids.ts';

/** A copy that is about to be sent. */
export interface WrittenCopy extends ReplayedCopy {
  readonly text: string;
  readonly notification: Notification;
}

/** What is sent for a copy, or why nothing is. */
export type Letter =
  | { readonly kind: 'hit'; readonly message: HitMessage }
  | { readonly kind: 'execution'; readonly message: ExecutionMessage }
  | { readonly kind: 'bus'; readonly detail: BusDetail }
  | { readonly kind: 'none'; readonly outcome: Exclude<CopyOutcome, 'sent'> };

type LetterPorts = { readonly payloads: Pick<Ports['payloads'], 'store'> };

/** The event as a replay sends it: as it was, but for the message id of a new one. */
export function writtenCopy(copy: ReplayedCopy, text: string, asNew: boolean): WrittenCopy {
  const written = asNew ? withMessageId(text, copy.messageId) : text;
  const reading = readNotification(parsedEvent(written));
  if (reading.kind === 'refused')
    throw new Error(`the stored event ${copy.lineage.of} is unreadable: ${reading.reason}`);
  return { ...copy, text: written, notification: reading.notification };
}

function withMessageId(text: string, messageId: string): string {
  const json = loads(text);
  if (!isObject(json)) throw new Error('a stored event is no object');
  return dumps({ ...json, message_id: messageId });
}

/** What is sent for the copy. `alarm` is the one whose notice a function gets, undefined if it is gone. */
export function letterOf(
  ports: LetterPorts,
  replay: Replay,
  { copy, alarm }: { readonly copy: WrittenCopy; readonly alarm: Alarm | undefined },
): Promise<Letter> {
  const { target } = replay;
  if (target.kind === 'alarm') return hitOf(ports, replay, { copy, alarmId: target.alarmId });
  if (target.kind === 'project') return busLetter(ports, copy);
  const { functionId, noticeOf } = target;
  const input = functionInput(copy, noticeOf === null ? 'event' : alarm);
  return typeof input === 'string'
    ? executionOf(ports, replay, { copy, functionId, input })
    : Promise.resolve({ kind: 'none', outcome: input.missing });
}

/** Sent to the alarm itself; no rule of the bus sees it. */
async function hitOf(
  { payloads }: LetterPorts,
  { projectId, id }: Replay,
  { copy, alarmId }: { readonly copy: WrittenCopy; readonly alarmId: string },
): Promise<Letter> {
  const { acceptance, at, messageId, lineage, notification, text } = copy;
  const body = await payloads.store(`replays/${projectId}/${id}/${acceptance}`, text);
  return {
    kind: 'hit',
    message: {
      v: 1,
      rule: alarmId,
      time: at,
      event: {
        v: 1,
        acceptance,
        at,
        id: messageId,
        type: notification.eventType,
        tail: '',
        length: 0,
        project: projectId,
        traits: {},
        replay: { ...lineage },
        ...('text' in body ? { body: body.text } : { bodyKey: body.key }),
      },
    },
  };
}

async function busLetter({ payloads }: LetterPorts, copy: WrittenCopy): Promise<Letter> {
  // Where the ingest puts large bodies, too, because the log of events goes on pointing to it.
  const payload = await payloads.store(`events/${copy.acceptance}`, copy.text);
  const detail = busCopy({ ...copy, payload });
  return detail ? { kind: 'bus', detail } : { kind: 'none', outcome: 'refused' };
}

/** JSON text of the keyword arguments: the event, or the notice that the alarm sends when it fires on the event. */
export function functionInput(
  { notification, ...copy }: ReplayedCopy & { readonly notification: Notification },
  noticeOf: 'event' | Alarm | undefined,
): string | { readonly missing: 'no-hit' | 'target-gone' } {
  if (noticeOf === 'event') return dumps({ event: notification.event });
  if (!noticeOf) return { missing: 'target-gone' };
  if (!isHitBy(noticeOf, notification)) return { missing: 'no-hit' };
  return dumps(noticeFor(noticeOf, notification, copy));
}

function noticeFor(
  alarm: Parameters<typeof fireAlarm>[0],
  notification: Notification,
  { acceptance, at }: Pick<ReplayedCopy, 'acceptance' | 'at'>,
): Json {
  const firing = { id: '', acceptanceId: acceptance, now: at };
  const { transition } = fireAlarm(alarm, notification, firing);
  return alarmNotice(transition, eventReasonData(notification.event));
}

async function executionOf(
  { payloads }: LetterPorts,
  { projectId, id: replayId }: Replay,
  {
    copy: { acceptance, executionId = '', messageId },
    functionId,
    input,
  }: { readonly copy: WrittenCopy; readonly functionId: string; readonly input: string },
): Promise<Letter> {
  return {
    kind: 'execution',
    message: {
      v: 1,
      kind: 'replay',
      projectId,
      functionId,
      replayId,
      executionId,
      input: await payloads.store(`replays/${projectId}/${replayId}/input-${acceptance}`, input),
      cause: { messageId, acceptanceId: acceptance, replayId },
    },
  };
}
