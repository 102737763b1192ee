import { parsedEvent } from '../../../events/core/log/event-body.ts';
import type { Notification } from '../../../events/core/notification.ts';
import { readNotification } from '../../../events/core/read-notification.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import type { Json } from '../../../platform/core/python-json.ts';
import type { Ports } from '../../ports.ts';
import type { StoredEvent, StoredEvents } from '../../stored-event-ports.ts';

/** The event that a request asks about: given whole, or stored. */
export type AskedEvent =
  | { readonly kind: 'given'; readonly event: Json }
  | { readonly kind: 'message'; readonly messageId: string }
  | { readonly kind: 'acceptance'; readonly acceptanceId: string };

export interface FoundEvent {
  readonly notification: Notification;
  /** Undefined if the event is only given. */
  readonly stored?: StoredEvent;
  /** All acceptances of its message id. */
  readonly acceptances: readonly StoredEvent[];
}

/** The log of events; refuses what needs it in a deployment without one. */
export function requireStoredEvents({ storedEvents }: Pick<Ports, 'storedEvents'>): StoredEvents {
  if (!storedEvents) throw new Fault('conflict', 'Events are not stored in this deployment.');
  return storedEvents;
}

export const eventNotFound = (id: string): Fault => new Fault('not-found', `Event ${id} Not Found`);

/** The event of the caller's project; the latest acceptance of a message id. */
export async function findEvent(
  ports: Pick<Ports, 'storedEvents'>,
  { projectId }: Caller,
  asked: AskedEvent,
): Promise<FoundEvent> {
  if (asked.kind === 'given') return { notification: given(asked.event), acceptances: [] };
  const events = requireStoredEvents(ports);
  const id = asked.kind === 'message' ? asked.messageId : asked.acceptanceId;
  const found =
    asked.kind === 'message'
      ? (await events.byMessage(projectId, id)).at(-1)
      : await events.byAcceptance(projectId, id);
  if (!found) throw eventNotFound(id);
  const acceptances = await events.byMessage(projectId, found.messageId);
  return { notification: await storedNotification(events, found), stored: found, acceptances };
}

function given(event: Json): Notification {
  const reading = readNotification(event);
  if (reading.kind === 'refused') throw new Fault('invalid', reading.reason);
  return reading.notification;
}

/** What the evaluator read from the event. */
export async function storedNotification(
  events: StoredEvents,
  event: StoredEvent,
): Promise<Notification> {
  const reading = readNotification(parsedEvent(await events.bodyOf(event)));
  if (reading.kind === 'refused')
    throw new Error(`the stored event ${event.acceptance} is unreadable: ${reading.reason}`);
  return reading.notification;
}
