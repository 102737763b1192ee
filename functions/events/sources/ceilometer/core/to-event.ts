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

/** Longer texts are cut, as Ceilometer's own store has it. */
const textCharacters = 255;

/** For notifications that no definition matches: the default traits alone. */
const [catchAll] = readDefinitions([{ event_type: '*', traits: {} }]);

/**
 * The event that Ceilometer makes of a notification (`ceilometer/event/converter.py`, `to_event`). One
 * difference: where a value cannot be had in its trait's type, Ceilometer loses the event, we the trait.
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

/** What the paths of definitions look into. */
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
  // Nova and others write '' for a moment that has not come.
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

/** JSON has no infinity; the trait's type reads it from a text. */
const floatOf = (value: number | undefined): Json | undefined =>
  value === undefined || Number.isFinite(value)
    ? numberOf(value === undefined ? undefined : floatRepr(value))
    : floatRepr(value);
