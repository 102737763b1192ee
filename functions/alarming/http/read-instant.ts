import type { Instant } from '../../platform/core/instant.ts';
import { isoText } from '../../platform/core/python-datetime-text.ts';
import { isoMicroseconds } from '../../platform/core/python-datetime.ts';
import { alarmLimits } from '../core/alarm-limits.ts';
import { type Read, readTextUpTo, wrongInput } from './read-struct.ts';

/** An instant in ISO 8601; in UTC if it names no zone, as everywhere in Aodh. */
export const readInstant: Read<Instant> = (value, field, body, path) => {
  const text = readTextUpTo(alarmLimits.idCharacters)(value, field, body, path);
  const microseconds = isoMicroseconds(text);
  if (microseconds === undefined) throw wrongInput(field, text, 'invalid timestamp format');
  const [seconds = '', fraction = '000000'] = isoText(microseconds).split('.');
  return `${seconds}.${fraction}Z`;
};
