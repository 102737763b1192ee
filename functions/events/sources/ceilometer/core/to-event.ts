import { LosslessNumber } from 'lossless-json';
import { isoText } from '../../../../platform/core/python-datetime-text.ts';
import { isoMicroseconds } from '../../../../platform/core/python-datetime.ts';
import { floatRepr, type Json } from '../../../../platform/core/python-json.ts';
import { pythonFloat, pythonInt } from '../../../../platform/core/python-number.ts';
import { pythonText } from '../../../../platform/core/python-text.ts';
import type { RawNotification } from '../../broker/core/raw-notification.ts';
import {
  definitionFor,
  type EventDefinition,
  readDefinitions,
  type TraitDefinition,
  type TraitType,
} from './event-definition.ts';
import { find } from './find-by-path.ts';

/** Ceilometer's numbers for the types of traits. */
const typeCodes: Readonly<Record<TraitType, number>> = { text: 1, int: 2, float: 3, datetime: 4 };

/** Longer texts are cut, as in Ceilometer. */
const textCharacters = 255;

/** For notifications without a matching definition: only the default traits. */
const [catchAll] = readDefinitions([{ event_type: '*', traits: {} }]);

/**
 * Converts a notification to an event as Ceilometer does (`ceilometer/event/converter.py`, `to_event`),
 * with one difference: if a value cannot be converted to its trait's type, Ceilometer drops the event,
 * and Taibai drops the trait.
 */
export function toEvent(
  definitions: readonly EventDefinition[],
  notification: RawNotification,
): { readonly [key: string]: Json } {
  const { eventType, messageId, timestamp } = notification;
  const type = typeof eventType === 'string' ? eventType : '';
  const definition = definitionFor(definitions, type) ?? catchAll;
  const body = notificationBody(notification);
  return {
    message_id: messageId,
    event_type: eventType,
    generated: generatedOf(timestamp),
    traits: (definition?.traits ?? []).flatMap((trait) => {
      const value = traitOf(trait, body);
      return value === undefined ? [] : [[trait.name, typeCodes[trait.type], value]];
    }),
    raw: {},
  };
}

/** The JSON value that the paths of definitions refer to. */
const notificationBody = ({
  context,
  publisherId,
  eventType,
  payload,
  messageId,
  timestamp,
}: RawNotification): Json => ({
  ctxt: context,
  publisher_id: publisherId,
  event_type: eventType,
  payload,
  metadata: { message_id: messageId, timestamp },
});

function generatedOf(timestamp: Json): Json {
  const instant = typeof timestamp === 'string' ? isoMicroseconds(timestamp) : undefined;
  return instant === undefined ? timestamp : isoText(instant);
}

function traitOf({ source, plugin, type }: TraitDefinition, body: Json): Json | undefined {
  if (typeof source === 'number') return converted(type, source);
  const found = find(source, body).filter(({ value }) => value !== null);
  const values = plugin ? plugin(found) : found.map(({ value }) => value);
  const value = values.find((each) => each !== null);
  // Nova and others write '' for an instant in the future.
  if (value === undefined || (type !== 'text' && value === '')) return undefined;
  return converted(type, value);
}

function converted(type: TraitType, value: Json): Json | undefined {
  if (type === 'text') return Array.from(pythonText(value)).slice(0, textCharacters).join('');
  if (type === 'int') return numberOf(pythonInt(value)?.toString());
  if (type === 'float') return floatOf(pythonFloat(value));
  const instant = typeof value === 'string' ? isoMicroseconds(value) : undefined;
  return instant === undefined ? undefined : isoText(instant);
}

const numberOf = (text: string | undefined): Json | undefined =>
  text === undefined ? undefined : new LosslessNumber(text);

/** JSON has no infinity, so it is written as text, which a float trait is read from. */
const floatOf = (value: number | undefined): Json | undefined =>
  value === undefined || Number.isFinite(value)
    ? numberOf(value === undefined ? undefined : floatRepr(value))
    : floatRepr(value);
