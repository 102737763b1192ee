import { isLosslessNumber } from 'lossless-json';
import type { Json } from '../../platform/core/python-json.ts';
import type { Instant } from '../../platform/core/instant.ts';
import type { AttributeLimits } from '../core/resource-type.ts';
import type { AttributeValue } from '../core/resource.ts';
import { uuidOf } from '../core/resource-id.ts';
import { readTimestamp } from '../core/time/timestamp.ts';
import { boolean, mismatch, type Reader, text } from './schema.ts';

/** A number that a float can hold; true and false are 1 and 0, as in Python. */
export const real: Reader<number> = (json, path) => {
  const value = typeof json === 'boolean' ? Number(json) : numberOf(json);
  return value === undefined || !Number.isFinite(value) ? mismatch('expected Real', path) : value;
};
const numberOf = (json: Json): number | undefined =>
  typeof json === 'number' ? json : isLosslessNumber(json) ? Number(json.value) : undefined;

export const uuid: Reader<string> = (json, path) =>
  (typeof json === 'string' ? uuidOf(json) : undefined) ??
  mismatch('badly formed hexadecimal UUID string', path);

export const instant =
  (now: Instant): Reader<Instant> =>
  (json, path) => {
    const timestamp = readTimestamp(json, now);
    return 'refused' in timestamp ? mismatch(timestamp.refused, path) : timestamp.instant;
  };

/** A value that an attribute may have. */
export function attributeValue(limits: AttributeLimits, now: Instant): Reader<AttributeValue> {
  switch (limits.type) {
    case 'string':
      return text({ least: limits.minLength, most: limits.maxLength });
    case 'number':
      return (json, path) => {
        const value = real(json, path);
        const { min, max } = limits;
        if (min !== null && value < min) return mismatch(`value must be at least ${min}`, path);
        if (max !== null && value > max) return mismatch(`value must be at most ${max}`, path);
        return value;
      };
    case 'uuid':
      return uuid;
    case 'bool':
      return boolean;
    case 'datetime':
      return instant(now);
  }
}
