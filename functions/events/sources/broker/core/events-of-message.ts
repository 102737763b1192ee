import { definitionFor, type EventDefinition } from '../../ceilometer/core/event-definition.ts';
import { shippedDefinitions } from '../../ceilometer/core/shipped-definitions.ts';
import { toEvent } from '../../ceilometer/core/to-event.ts';
import { versionedDefinitions } from '../../ceilometer/core/versioned-definitions.ts';
import { isArray, isObject, type Json } from '../../../../platform/core/python-json.ts';
import { type RawNotification, readRawNotification } from './raw-notification.ts';

/** The events in a message of the broker. A message that can never be read is poison. */
export type MessageReading =
  | { readonly kind: 'events'; readonly events: readonly Json[] }
  | { readonly kind: 'poison'; readonly reason: string };

/**
 * Reads the events of a message. Ceilometer publishes events (priority `sample`). A notification that a
 * service publishes is converted by the definitions; the deployment's come before the shipped ones.
 */
export function eventsOfMessage(
  text: string,
  ownDefinitions: readonly EventDefinition[],
): MessageReading {
  const notification = readRawNotification(text);
  if (typeof notification === 'string') return { kind: 'poison', reason: notification };
  const { payload, priority } = notification;
  if (priority === 'sample')
    return { kind: 'events', events: isArray(payload) ? payload : [payload] };
  return {
    kind: 'events',
    events: [toEvent(definitionsFor(notification, ownDefinitions), notification)],
  };
}

function definitionsFor(
  { eventType, payload }: RawNotification,
  own: readonly EventDefinition[],
): readonly EventDefinition[] {
  if (typeof eventType === 'string' && definitionFor(own, eventType)) return own;
  return isObject(payload) && 'nova_object.data' in payload
    ? versionedDefinitions
    : shippedDefinitions;
}
