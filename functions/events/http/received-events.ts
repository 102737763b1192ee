import type { Context } from 'hono';
import { type BinaryMessage, cloudEventOf } from '../sources/cloud-event/core/binary-mode.ts';
import { eventOfCloudEvent } from '../sources/cloud-event/core/cloud-event.ts';
import type { Refused } from '../core/acceptance.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Json } from '../../platform/core/python-json.ts';
import { arrayOf, eventsOf, jsonOf } from './json-body.ts';
import { unpacked } from './content-encoding.ts';

/** One item of a request: an event, or the refusal of something that is not one. */
export type ReceivedEvent = { readonly kind: 'event'; readonly event: Json } | Refused;

/**
 * The events of a request, in order: notifications, one or a list of them, or CloudEvents in any of
 * their three content modes.
 */
export async function receivedEvents({ req }: Context): Promise<readonly ReceivedEvent[]> {
  const body = await unpacked(
    new Uint8Array(await req.arrayBuffer()),
    req.header('content-encoding'),
  );
  const text = () => new TextDecoder().decode(body);
  const type = (req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/cloudevents+json') return [readCloudEvent(jsonOf(text()))];
  if (type === 'application/cloudevents-batch+json')
    return arrayOf(jsonOf(text())).map(readCloudEvent);
  if (type.startsWith('application/cloudevents'))
    throw new Fault('invalid', 'CloudEvents are understood in the JSON format only.');
  if (req.header('ce-specversion') !== undefined)
    return [readBinary({ headers: headersOf(req.raw), body })];
  return eventsOf(text()).map((event) => ({ kind: 'event', event }));
}

const headersOf = ({ headers }: Request): ReadonlyMap<string, string> => new Map(headers);

function readBinary(message: BinaryMessage): ReceivedEvent {
  const cloudEvent = cloudEventOf(message);
  return typeof cloudEvent === 'string' ? malformed(cloudEvent) : readCloudEvent(cloudEvent);
}

function readCloudEvent(cloudEvent: Json): ReceivedEvent {
  const event = eventOfCloudEvent(cloudEvent);
  return typeof event === 'string' ? malformed(event) : { kind: 'event', event };
}

const malformed = (reason: string): Refused => ({
  kind: 'refused',
  cause: 'malformed',
  messageId: null,
  reason,
});
