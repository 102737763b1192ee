import type { ArchiveMessage } from '../../../contract/message.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import { loads } from '../../../platform/core/python-json.ts';
import { Unprocessable } from '../../../platform/core/unprocessable.ts';
import { generatedInstant } from '../../core/log/event-body.ts';
import { eventInstant } from '../../core/log/event-instant.ts';
import { traitsToKnow, type TraitDescription } from '../../core/log/known-type.ts';
import type { NewEvent } from '../../core/log/logged-event.ts';
import { readNotification } from '../../core/read-notification.ts';
import type { Ports } from '../../ports.ts';

/** An event that reached the log. */
export interface Arrival extends Omit<NewEvent, 'expiresAt'> {
  readonly traits: readonly TraitDescription[];
}

/** Reads a message of the queue `archive`. Throws `Unprocessable` for one that no ingest has sent. */
export async function readArrival(
  { payloads }: Pick<Ports, 'payloads'>,
  { time, detail: event }: ArchiveMessage,
): Promise<Arrival> {
  const { body, bodyKey, acceptance, replay } = event;
  if (body === undefined && bodyKey === undefined) throw new Unprocessable('the event has no body');
  const text = bodyKey === undefined ? (body ?? '') : await payloads.load({ key: bodyKey });
  const reading = readNotification(loadsOrPutAside(text));
  if (reading.kind === 'refused') throw new Unprocessable(reading.reason);
  const { projectId, messageId, eventType, event: json } = reading.notification;
  if (projectId === '') throw new Unprocessable('the event names no project');
  const at = instantOrPutAside(event, time);
  return {
    projectId,
    at,
    acceptance,
    messageId,
    eventType,
    generated: generatedInstant(json) ?? at,
    replayed: replay,
    traits: traitsToKnow(reading.notification),
    body: bodyKey === undefined ? { kind: 'text', text } : { kind: 'object', key: bodyKey },
  };
}

function loadsOrPutAside(text: string) {
  try {
    return loads(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Unprocessable('the body is not JSON');
    throw error;
  }
}

function instantOrPutAside(event: ArchiveMessage['detail'], time: string): Instant {
  if (Number.isNaN(Date.parse(time))) throw new Unprocessable('the time of the bus is no instant');
  return eventInstant(event, time);
}
