import { memberTraits, type WrittenTrait } from '../../../core/member-traits.ts';
import { isObject, type Json } from '../../../../platform/core/python-json.ts';
import { isUuidLike } from '../../../../platform/core/uuid.ts';
import { type Attributes, readAttributes } from './attribute.ts';
import { type EventData, fromBase64, readData, readMember } from './event-data.ts';
import { readRfc3339 } from './rfc3339.ts';

/** A CloudEvent in the JSON format: an object with its attributes and its data. */
export type CloudEvent = { readonly [member: string]: Json };

/**
 * Converts a CloudEvent 1.0.2 to a notification, or says what is wrong with it.
 *
 * `type` becomes the event type and `time` becomes `generated`. The members of JSON data become traits,
 * then the attributes and extensions, under their own names. The extensions `projectid` and `tenantid`
 * name the project; without them it is `ownProject`, the sender's. `raw` holds the whole CloudEvent. An
 * `id` is unique within its source only, so the message id is `source#id`, unless the id is a UUID.
 */
export function eventOfCloudEvent(
  cloudEvent: Json,
  ownProject: string,
): ({ readonly [key: string]: Json } & { readonly raw: CloudEvent }) | string {
  if (!isObject(cloudEvent)) return 'The CloudEvent is not an object.';
  const { data, data_base64: base64, ...members } = cloudEvent;
  const attributes = readAttributes(Object.entries(members));
  if (typeof attributes === 'string') return attributes;
  const problem = problemOf(attributes);
  if (problem !== undefined) return problem;
  const { datacontenttype, ...others } = attributes;
  const content = contentOf(data, base64, datacontenttype);
  if (typeof content === 'string') return content;
  const whole = { ...others, ...content };
  const { id = '', source = '', type = '', time } = attributes;
  const instant = time === undefined ? undefined : readRfc3339(time);
  const traits = traitsOf(whole, instant);
  return {
    message_id: isUuidLike(id) ? id : `${source}#${id}`,
    event_type: type,
    ...(instant !== undefined && { generated: instant }),
    traits: traits.some(([name]) => name === 'project_id' || name === 'tenant_id')
      ? traits
      : [...traits, ['project_id', 1, ownProject]],
    raw: whole,
  };
}

const required = ['id', 'source', 'type'] as const;

function problemOf(attributes: Attributes): string | undefined {
  if (attributes['specversion'] !== '1.0') return 'The CloudEvent is not of specversion 1.0.';
  const missing = required.find((name) => !attributes[name]);
  if (missing) return `The CloudEvent has no ${missing}.`;
  const { time } = attributes;
  return time === undefined || readRfc3339(time) !== undefined
    ? undefined
    : 'The time of the CloudEvent is not an RFC 3339 timestamp.';
}

function contentOf(
  data: Json | undefined,
  base64: Json | undefined,
  type: string | undefined,
): EventData | { readonly datacontenttype?: string } | string {
  if (base64 === undefined && data === undefined) return type ? { datacontenttype: type } : {};
  if (base64 === undefined) return readMember(data ?? null, type);
  if (data !== undefined) return 'The CloudEvent has both data and data_base64.';
  const bytes = typeof base64 === 'string' ? fromBase64(base64) : undefined;
  return bytes ? readData(bytes, type) : 'The data_base64 of the CloudEvent is not Base64.';
}

const notTraits = new Set(['specversion', 'id', 'type', 'time', 'data_base64']);

function traitsOf(
  { data = null, ...attributes }: CloudEvent,
  instant: string | undefined,
): readonly WrittenTrait[] {
  const own = Object.entries(attributes).filter(([name]) => !notTraits.has(name));
  const { projectid, tenantid } = attributes;
  return [
    ...memberTraits(data),
    ...memberTraits(Object.fromEntries(own)),
    ...(instant === undefined ? [] : [['time', 4, instant] as const]),
    ...(tenantid === undefined ? [] : [['tenant_id', 1, tenantid] as const]),
    ...(projectid === undefined ? [] : [['project_id', 1, projectid] as const]),
  ];
}
