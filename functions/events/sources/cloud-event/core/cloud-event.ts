import { memberTraits, type WrittenTrait } from '../../../core/member-traits.ts';
import { isoMicroseconds } from '../../../../platform/core/python-datetime.ts';
import { isObject, type Json } from '../../../../platform/core/python-json.ts';
import { pythonText } from '../../../../platform/core/python-text.ts';
import { isUuidLike } from '../../../../platform/core/uuid.ts';

/** A CloudEvent in the JSON format: an object with its attributes and its data. */
export type CloudEvent = { readonly [member: string]: Json };

/**
 * Converts a CloudEvent 1.0.2 to a notification, or says what is wrong with it.
 *
 * `type` becomes the event type and `time` becomes `generated`. The members of JSON data become traits,
 * then the attributes and extensions, under their own names. The extensions `projectid` and `tenantid`
 * name the project. `raw` holds the whole CloudEvent. An `id` is unique within its source only, so the
 * message id is `source#id`, unless the id is a UUID.
 */
export function eventOfCloudEvent(cloudEvent: Json): { readonly [key: string]: Json } | string {
  if (!isObject(cloudEvent)) return 'The CloudEvent is not an object.';
  const problem = problemOf(cloudEvent);
  if (problem !== undefined) return problem;
  const { type = '', time, data = null } = cloudEvent;
  return {
    message_id: messageIdOf(cloudEvent),
    event_type: type,
    ...(time !== undefined && time !== null && { generated: time }),
    traits: [...memberTraits(data), ...Object.entries(cloudEvent).flatMap(attributeTraits)],
    raw: cloudEvent,
  };
}

function messageIdOf({ id = '', source = '' }: CloudEvent): string {
  const own = pythonText(id);
  return isUuidLike(own) ? own : `${pythonText(source)}#${own}`;
}

const required = ['id', 'source', 'type'] as const;

function problemOf(cloudEvent: CloudEvent): string | undefined {
  if (cloudEvent['specversion'] !== '1.0') return 'The CloudEvent is not of specversion 1.0.';
  const missing = required.find((name) => !isText(cloudEvent[name]));
  if (missing) return `The CloudEvent has no ${missing}.`;
  if ('data' in cloudEvent && 'data_base64' in cloudEvent)
    return 'The CloudEvent has both data and data_base64.';
  const misnamed = Object.keys(cloudEvent).find((name) => !isAttributeName(name));
  if (misnamed !== undefined)
    return 'The name of a CloudEvent attribute may only have a-z and 0-9.';
  const { time = null } = cloudEvent;
  return time === null || (typeof time === 'string' && isoMicroseconds(time) !== undefined)
    ? undefined
    : 'The time of the CloudEvent is not an RFC 3339 timestamp.';
}

const isText = (value: Json | undefined): boolean => typeof value === 'string' && value !== '';

const isAttributeName = (name: string): boolean =>
  name === 'data_base64' || /^[a-z0-9]+$/.test(name);

const notTraits = new Set(['specversion', 'id', 'type', 'data', 'data_base64']);

function attributeTraits([name, value]: readonly [string, Json]): readonly WrittenTrait[] {
  if (notTraits.has(name)) return [];
  if (name === 'time') return value === null ? [] : [['time', 4, value]];
  const traits = memberTraits({ [name]: value });
  if (name === 'projectid') return [...traits, ['project_id', 1, value]];
  return name === 'tenantid' ? [...traits, ['tenant_id', 1, value]] : traits;
}
