import { isArray, isObject, type Json, loads } from '../../../../platform/core/python-json.ts';
import { isShallow } from '../../../../platform/core/nesting.ts';

/** A notification as an OpenStack service passes it to oslo.messaging. Its members may hold anything. */
export interface RawNotification {
  readonly messageId: Json;
  readonly publisherId: Json;
  readonly eventType: Json;
  /** In lower case: info, error, sample, … */
  readonly priority: string;
  readonly payload: Json;
  readonly timestamp: Json;
  /** The request's context: user, project, request id. */
  readonly context: { readonly [key: string]: Json };
}

const contextPrefix = '_context_';

/**
 * Reads a message of oslo.messaging, in envelope version 2 (`oslo.version`, and the notification as text
 * in `oslo.message`) or without an envelope, which is version 1 (`deserialize_msg` of
 * `oslo_messaging/_drivers/common.py`). Returns a text that says what is wrong if it cannot be read.
 */
export function readRawNotification(text: string): RawNotification | string {
  const message = parsed(text);
  if (typeof message === 'string') return message;
  const version = message['oslo.version'];
  const inner = message['oslo.message'];
  if (version === undefined || inner === undefined) return notificationOf(message);
  if (typeof version !== 'string' || !/^2(\.|$)/.test(version))
    return 'The envelope has an unknown version.';
  if (typeof inner !== 'string') return 'The envelope holds no text.';
  const opened = parsed(inner);
  return typeof opened === 'string' ? opened : notificationOf(opened);
}

function parsed(text: string): { readonly [key: string]: Json } | string {
  if (!isShallow(text)) return 'The message nests too deeply.';
  try {
    const json = loads(text);
    return isObject(json) ? json : 'The message is not an object.';
  } catch {
    return 'The message is not JSON.';
  }
}

function notificationOf(message: { readonly [key: string]: Json }): RawNotification | string {
  const { message_id, publisher_id, event_type, priority, payload, timestamp } = message;
  if (payload === undefined || (!isObject(payload) && !isArray(payload)))
    return 'The message is not a notification: it has no payload.';
  return {
    messageId: message_id ?? null,
    publisherId: publisher_id ?? null,
    eventType: event_type ?? null,
    priority: typeof priority === 'string' ? priority.toLowerCase() : '',
    payload,
    timestamp: timestamp ?? null,
    context: contextOf(message),
  };
}

/** The request's context. Its members are members of the message, with a prefix. */
const contextOf = (message: { readonly [key: string]: Json }) =>
  Object.fromEntries(
    Object.entries(message).flatMap(([key, value]) =>
      key.startsWith(contextPrefix) ? [[key.slice(contextPrefix.length), value]] : [],
    ),
  );
