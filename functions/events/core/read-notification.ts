import { isLosslessNumber, stringify } from 'lossless-json';
import type { Notification, TraitValue } from './notification.ts';
import { isArray, isObject, type Json } from '../../platform/core/python-json.ts';
import { isReadableNumber } from '../../platform/core/python-number.ts';
import { traitValue } from './trait.ts';

export type Reading =
  | { readonly kind: 'read'; readonly notification: Notification }
  | { readonly kind: 'refused'; readonly messageId: string | null; readonly reason: string };

/** Of an event's type and of its id. Ceilometer keeps 255 characters of each. */
export const maximumNameCharacters = 1024;

/**
 * Reads one event as `Event` of `aodh/evaluator/event.py` does. Where Aodh raises, and loses the rest of
 * the list, only this event is refused, with a reason for its sender.
 */
export function readNotification(event: Json): Reading {
  if (!isObject(event)) return refusal(null, 'The event is not an object.');
  const { event_type: eventType, message_id: messageId, traits = [] } = event;
  const id = typeof messageId === 'string' ? messageId : null;
  if (!isName(messageId)) return refusal(id, nameProblem('message_id', messageId));
  if (!isName(eventType)) return refusal(id, nameProblem('event_type', eventType));
  if (!isArray(traits)) return refusal(id, 'traits is not a list.');
  if (!isReadable(event)) return refusal(id, 'The event has an integer with too many digits.');
  const read = readTraits(traits);
  if (typeof read === 'string') return refusal(id, read);
  return {
    kind: 'read',
    notification: { messageId, eventType, ...read, body: bodyText(event), event },
  };
}

const refusal = (messageId: string | null, reason: string): Reading => ({
  kind: 'refused',
  messageId,
  reason,
});

const isName = (value: Json | undefined): value is string =>
  typeof value === 'string' && value !== '' && value.length <= maximumNameCharacters;

function nameProblem(field: string, value: Json | undefined): string {
  if (value === undefined || value === null || value === '') return `${field} is missing or empty.`;
  return typeof value === 'string'
    ? `${field} is longer than ${maximumNameCharacters} characters.`
    : `${field} is not a string.`;
}

/** The traits by name and the event's project; a text says what is wrong with a trait. */
function readTraits(traits: readonly Json[]): Pick<Notification, 'traits' | 'projectId'> | string {
  const values = new Map<string, TraitValue>();
  let project: TraitValue | undefined;
  for (const [index, trait] of traits.entries()) {
    if (!isArray(trait) || trait.length < 3)
      return `Trait ${index} is not a list of name, type and value.`;
    const [name = null, type = null, value = null] = trait;
    if (isArray(name) || isObject(name)) return `The name of trait ${index} is not a string.`;
    const converted = traitValue(type, value);
    if (!converted) return `Trait ${index} does not hold a value of its type.`;
    // Python accepts a number or null as a name, but no condition can refer to it.
    if (typeof name === 'string') values.set(name, converted);
    if (name === 'project_id' || name === 'tenant_id') project = converted;
  }
  return { traits: values, projectId: project?.kind === 'text' ? project.text : '' };
}

function isReadable(value: Json): boolean {
  if (isLosslessNumber(value)) return isReadableNumber(value.value);
  if (isArray(value)) return value.every(isReadable);
  return isObject(value) ? Object.values(value).every(isReadable) : true;
}

/** The event as JSON text in ASCII, with numbers as they were written. */
const bodyText = (event: Json): string =>
  (stringify(event) ?? '').replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
