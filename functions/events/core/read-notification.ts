import { isLosslessNumber, stringify } from 'lossless-json';
import { eventLimits } from './event-limits.ts';
import type { Notification, TraitValue } from './notification.ts';
import {
  isArray,
  isObject,
  isReadableNumber,
  type Json,
  maximumIntegerDigits,
} from '../../platform/core/python-json.ts';
import { maximumNesting } from '../../platform/core/nesting.ts';
import { traitValue } from './trait.ts';

export type Reading =
  | { readonly kind: 'read'; readonly notification: Notification }
  | { readonly kind: 'refused'; readonly messageId: string | null; readonly reason: string };

/**
 * Reads one event as `Event` of `aodh/evaluator/event.py` does. Where Aodh raises, and loses the rest of
 * the list, only this event is refused, with a reason for its sender. What is read can be put on the bus,
 * into queues and into keys, and the evaluator reads the same from its body.
 */
export function readNotification(event: Json): Reading {
  if (!isObject(event)) return refusal(null, 'The event is not an object.');
  const { event_type: eventType, message_id: messageId, traits = [] } = event;
  const id = typeof messageId === 'string' ? messageId.slice(0, eventLimits.nameCharacters) : null;
  if (!isName(messageId)) return refusal(id, nameProblem('message_id', messageId));
  if (!isName(eventType)) return refusal(id, nameProblem('event_type', eventType));
  if (!isArray(traits)) return refusal(id, 'traits is not a list.');
  const problem = problemOf(event, 1);
  if (problem !== undefined) return refusal(id, `The event ${problem}.`);
  const read = readTraits(traits);
  if (typeof read === 'string') return refusal(id, read);
  const body = bodyText(event);
  return body.length > eventLimits.bytes
    ? refusal(id, `The event has more than ${eventLimits.bytes} bytes of JSON in ASCII.`)
    : { kind: 'read', notification: { messageId, eventType, ...read, body, event } };
}

const refusal = (messageId: string | null, reason: string): Reading => ({
  kind: 'refused',
  messageId,
  reason,
});

/** Neither DynamoDB nor UTF-8 has lone surrogates. */
const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);

const isName = (value: Json | undefined): value is string =>
  typeof value === 'string' &&
  value !== '' &&
  value.length <= eventLimits.nameCharacters &&
  isWellFormed(value);

function nameProblem(field: string, value: Json | undefined): string {
  if (value === undefined || value === null || value === '') return `${field} is missing or empty.`;
  if (typeof value !== 'string') return `${field} is not a string.`;
  return value.length > eventLimits.nameCharacters
    ? `${field} is longer than ${eventLimits.nameCharacters} characters.`
    : `${field} has a lone surrogate, which is not a character.`;
}

/** The traits by name and the event's project; a text says what is wrong with a trait. */
export function readTraits(
  traits: readonly Json[],
): Pick<Notification, 'traits' | 'projectId'> | string {
  if (traits.length > eventLimits.traits)
    return `The event has more than ${eventLimits.traits} traits.`;
  const values = new Map<string, TraitValue>();
  let project: TraitValue | undefined;
  for (const [index, trait] of traits.entries()) {
    if (!isArray(trait) || trait.length < 3)
      return `Trait ${index} is not a list of name, type and value.`;
    const [name = null, type = null, value = null] = trait;
    if (isArray(name) || isObject(name)) return `The name of trait ${index} is not a string.`;
    if (typeof name === 'string' && name.length > eventLimits.nameCharacters)
      return `The name of trait ${index} is longer than ${eventLimits.nameCharacters} characters.`;
    const converted = traitValue(type, value);
    if (!converted) return `Trait ${index} does not hold a value of its type.`;
    // Python accepts a number or null as a name, but no condition can refer to it.
    if (typeof name === 'string') values.set(name, converted);
    if (name === 'project_id' || name === 'tenant_id') project = converted;
  }
  const projectId = project?.kind === 'text' ? project.text : '';
  return projectProblem(projectId) ?? { traits: values, projectId };
}

function projectProblem(projectId: string): string | undefined {
  if (projectId.length > eventLimits.projectCharacters)
    return `The project's id is longer than ${eventLimits.projectCharacters} characters.`;
  return isWellFormed(projectId)
    ? undefined
    : "The project's id has a lone surrogate, which is not a character.";
}

/** What cannot be read again from the event's body; undefined if all of it can. */
function problemOf(value: Json, depth: number): string | undefined {
  if (isLosslessNumber(value))
    return isReadableNumber(value.value)
      ? undefined
      : `has an integer with more than ${maximumIntegerDigits} digits`;
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > maximumNesting) return `nests deeper than ${maximumNesting} levels`;
  for (const part of isArray(value) ? value : Object.values(value)) {
    const problem = problemOf(part, depth + 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** The event as JSON text in ASCII, with numbers as they were written. */
const bodyText = (event: Json): string =>
  (stringify(event) ?? '').replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
