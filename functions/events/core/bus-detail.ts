import {
  busSource,
  busDetailType,
  type BusDetail,
  type BusValue,
  traitKey,
} from '../../contract/bus-event.ts';
import { eventBridgeLimits } from './event-bridge-limits.ts';
import type { Notification, TraitValue } from './notification.ts';
import { carriedText, printableText } from './pattern/carried-text.ts';
import {
  exactText,
  instantPlace,
  isExact,
  numberPlace,
  type Place,
  stepNumber,
} from './pattern/number-place.ts';
import { rankNumber, textRank } from './pattern/text-rank.ts';
import type { Payload } from '../../platform/core/payload.ts';
import { isObject, type Json } from '../../platform/core/python-json.ts';
import { shareOfProject } from './shared-rule.ts';
import { bodyValue, numberOf } from './trait.ts';
import { utf8Length } from '../../platform/core/utf8-length.ts';

/** The detail of a notification on the bus. `payload` holds the body or names its object. */
export function toBusDetail(
  notification: Notification,
  acceptance: string,
  payload: Payload = { text: notification.body },
): BusDetail {
  const type = printableText(notification.eventType);
  const generated = generatedValue(notification.event);
  return {
    v: 1,
    acceptance,
    id: printableText(notification.messageId),
    type,
    tail: type,
    length: Array.from(type).length,
    project: carriedText(notification.projectId),
    shares: notification.projectId === '' ? [] : [shareOfProject(notification.projectId).key],
    ...(generated && { generated }),
    traits: Object.fromEntries(
      [...notification.traits].map(([name, value]) => [traitKey(name), toBusValue(value)]),
    ),
    ...('text' in payload ? { body: payload.text } : { bodyKey: payload.key }),
  };
}

/** The size of an entry of `PutEvents` as AWS counts it. */
export const entryBytes = (detail: BusDetail): number =>
  utf8Length(busSource) + utf8Length(busDetailType) + utf8Length(JSON.stringify(detail));

/** Whether the detail fits an entry, and the message that a rule makes of it. */
export const fitsBus = (detail: BusDetail): boolean =>
  entryBytes(detail) + eventBridgeLimits.targetBytes <= eventBridgeLimits.entryBytes;

function toBusValue(value: TraitValue): BusValue {
  if (value.kind === 'text')
    return { s: carriedText(value.text), o: rankNumber(textRank(value.text)) };
  if (value.kind === 'datetime') {
    const place = instantPlace(value.microseconds);
    return { t: shown(place), ...(!isExact(place) && { y: String(value.microseconds) }) };
  }
  const number = numberOf(value);
  if (number === undefined || Number.isNaN(number)) return { x: 'NaN' };
  const place = numberPlace(number);
  return { n: shown(place), ...(!isExact(place) && { x: carriedText(exactText(number)) }) };
}

const shown = (place: Place): number | [number, number] =>
  isExact(place) ? stepNumber(place.below) : [stepNumber(place.below), stepNumber(place.above)];

/** Conditions may compare `generated` as text or, if it is one, as an instant. */
function generatedValue(event: Json): BusValue | undefined {
  const json = isObject(event) ? (event['generated'] ?? null) : null;
  const [value, instant] = [bodyValue(json, ''), bodyValue(json, 'datetime')];
  return value && { ...(instant && toBusValue(instant)), ...toBusValue(value) };
}
