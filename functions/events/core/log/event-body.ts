import { isoMicroseconds } from '../../../platform/core/python-datetime.ts';
import { isoText } from '../../../platform/core/python-datetime-text.ts';
import { isArray, isObject, type Json, loads } from '../../../platform/core/python-json.ts';
import { pythonText } from '../../../platform/core/python-text.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import type { TraitValue } from '../notification.ts';
import { readTraits } from '../read-notification.ts';
import type { LoggedEvent } from './logged-event.ts';

/** What a list shows of an event's body, and compares with conditions. */
export interface EventBody {
  /** By name. */
  readonly traits: ReadonlyMap<string, TraitValue>;
  /** As it is shown. */
  readonly generated: string;
  readonly raw: Json;
}

/** An event with its body. */
export interface ReadEvent {
  readonly event: LoggedEvent;
  readonly body: EventBody;
}

/**
 * A number that JavaScript's own numbers may not keep as it was written: a fraction, an exponent, or sixteen
 * digits. It may also be a part of a text, but not of a time of day.
 */
const uncertainNumber = /(?:":|[[,])\s*-?\d+(?:[.eE]|(?<=\d{16}))/;

/** The JSON of an accepted event. Most have no number that needs the lossless parser, which takes ten times as long. */
export function parsedEvent(text: string): Json {
  if (uncertainNumber.test(text)) return loads(text);
  const json: Json = JSON.parse(text);
  return json;
}

/** Reads the body of a stored event, which was accepted, so its traits can be read. */
export function readEventBody(text: string, at: Instant): EventBody {
  const event = parsedEvent(text);
  const { traits = [], generated = null, raw = {} } = isObject(event) ? event : {};
  const read = readTraits(isArray(traits) ? traits : []);
  if (typeof read === 'string') throw new Error(`a stored event cannot be read: ${read}`);
  return { traits: read.traits, generated: shownGenerated(generated, at), raw };
}

function shownGenerated(generated: Json, at: Instant): string {
  const microseconds = typeof generated === 'string' ? isoMicroseconds(generated) : undefined;
  if (microseconds !== undefined) return isoText(microseconds);
  return generated === null ? naiveText(at) : pythonText(generated);
}

/** When an event happened, as it says; undefined if it says nothing that is an instant. */
export function generatedInstant(event: Json): Instant | undefined {
  const generated = isObject(event) ? event['generated'] : undefined;
  const microseconds = typeof generated === 'string' ? isoMicroseconds(generated) : undefined;
  return microseconds === undefined ? undefined : microsecondInstant(microseconds);
}

/** The instant of microseconds since 1970. */
export function microsecondInstant(microseconds: bigint): Instant {
  const [seconds = '', fraction = '000000'] = isoText(microseconds).split('.');
  return `${seconds}.${fraction}Z`;
}

/** In UTC without a zone, as Panko prints instants. */
export const naiveText = (at: Instant): string => at.slice(0, -1);
