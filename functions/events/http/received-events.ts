import type { Context } from 'hono';
import { cloudEventOf } from '../sources/cloud-event/core/binary-mode.ts';
import { type CloudEvent, eventOfCloudEvent } from '../sources/cloud-event/core/cloud-event.ts';
import type { Refused } from '../core/acceptance.ts';
import { eventLimits } from '../core/event-limits.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Json } from '../../platform/core/python-json.ts';
import { arrayOf, eventsOf, jsonOf, utf8Text } from './json-body.ts';
import { unpacked } from './content-encoding.ts';

/** One item of a request: an event, or the refusal of something that is not one. */
export type ReceivedEvent = { readonly kind: 'event'; readonly event: Json } | Refused;

export interface Received {
  readonly mode: 'notifications' | 'one-cloud-event' | 'cloud-event-batch';
  /** In order. */
  readonly events: readonly ReceivedEvent[];
  /** Of the body, unpacked. */
  readonly bytes: number;
  /** Whether data of a CloudEvent was not read, because it names no type and is not JSON. */
  readonly hasUnreadData: boolean;
}

/**
 * The events of a request: notifications, one or a list of them, or CloudEvents in any of their three
 * content modes. `ownProject` is the project of CloudEvents that name none.
 */
export async function receivedEvents({ req }: Context, ownProject: string): Promise<Received> {
  const body = await unpacked(
    new Uint8Array(await req.arrayBuffer()),
    req.header('content-encoding'),
  );
  const received = (mode: Received['mode'], events: readonly ReceivedEvent[]): Received => {
    if (events.length > eventLimits.eventsPerRequest)
      throw new Fault(
        'too-large',
        `The request has more than ${eventLimits.eventsPerRequest} events.`,
      );
    return { mode, events, bytes: body.byteLength, hasUnreadData };
  };
  let hasUnreadData = false;
  const readCloudEvent = (cloudEvent: Json): ReceivedEvent => {
    const event = eventOfCloudEvent(cloudEvent, ownProject);
    if (typeof event === 'string') return malformed(event);
    hasUnreadData ||= isUnread(event.raw);
    return { kind: 'event', event };
  };
  const type = (req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/cloudevents+json')
    return received('one-cloud-event', [readCloudEvent(jsonOf(utf8Text(body)))]);
  if (type === 'application/cloudevents-batch+json')
    return received('cloud-event-batch', arrayOf(jsonOf(utf8Text(body))).map(readCloudEvent));
  if (type.startsWith('application/cloudevents'))
    throw new Fault('invalid', 'CloudEvents are understood in the JSON format only.');
  if (req.header('ce-specversion') !== undefined) {
    const cloudEvent = cloudEventOf({ headers: new Map(req.raw.headers), body });
    return received('one-cloud-event', [
      typeof cloudEvent === 'string' ? malformed(cloudEvent) : readCloudEvent(cloudEvent),
    ]);
  }
  const events = eventsOf(utf8Text(body));
  return received(
    'notifications',
    events.map((event) => ({ kind: 'event', event })),
  );
}

const isUnread = (cloudEvent: CloudEvent): boolean =>
  !('datacontenttype' in cloudEvent) && ('data' in cloudEvent || 'data_base64' in cloudEvent);

const malformed = (reason: string): Refused => ({
  kind: 'refused',
  cause: 'malformed',
  messageId: null,
  reason,
});
