import type { Json } from '../../platform/core/python-json.ts';
import type { Instant } from '../../platform/core/instant.ts';
import { utf8Length } from '../../platform/core/utf8-length.ts';
import type { AttributeDraft } from '../core/attribute-draft.ts';
import type { PatchStep } from '../core/json-patch.ts';
import { metricLimits } from '../core/limits.ts';
import { inputReason, invalid } from '../core/refusal.ts';
import type { AttributeLimits } from '../core/resource-type.ts';
import type { AttributeValue } from '../core/resource.ts';
import { attributeValue, real } from './attribute-value.ts';
import {
  boolean,
  dictionary,
  type Fields,
  fieldsOf,
  integer,
  listOf,
  mapOf,
  mismatch,
  nullable,
  orElse,
  type Path,
  read,
  type Reader,
  text,
} from './schema.ts';

const length = integer({ least: 0, most: metricLimits.attributeTextCharacters });
const bound = (fields: Fields, key: string): number | null =>
  fields.optional(key, nullable(real))?.value ?? null;

const keysOf = { string: ['min_length', 'max_length'], number: ['min', 'max'] } as const;

function limitsIn(type: string, fields: Fields, path: Path): AttributeLimits {
  if (type === 'string')
    return {
      type,
      minLength: fields.optional('min_length', length) ?? 0,
      maxLength: fields.optional('max_length', length) ?? metricLimits.attributeTextCharacters,
    };
  if (type === 'number') return { type, min: bound(fields, 'min'), max: bound(fields, 'max') };
  if (type === 'uuid' || type === 'bool' || type === 'datetime') return { type };
  return mismatch('not a valid value for dictionary value', [...path, 'type']);
}

/** `options`, which has `fill`, only changes of a type may give. */
const attribute =
  (now: Instant, { options }: { readonly options: boolean }): Reader<AttributeDraft> =>
  (json, path) => {
    const asked = dictionary(json, path)['type'];
    const type = typeof asked === 'string' ? asked : '';
    const own = type === 'string' || type === 'number' ? keysOf[type] : [];
    const keys = ['type', 'required', ...own, ...(options ? ['options'] : [])];
    const fields = fieldsOf(json, path, keys);
    if (asked === undefined) return mismatch('required key not provided', [...path, 'type']);
    const limits = limitsIn(type, fields, path);
    const key = String(path.at(-1));
    const fill: Reader<AttributeValue> = (given, at) =>
      given === null
        ? null
        : orElse(
            () => attributeValue(limits, now)(given, at),
            (reason) =>
              invalid(
                `Invalid input: Option 'fill' of resource attribute ${key} is invalid: ${reason}`,
              ),
          );
    return {
      ...limits,
      required: fields.optional('required', boolean) ?? true,
      fill: fields.optional('options', (given, at) => ({
        fill: fieldsOf(given, at, ['fill']).optional('fill', fill),
      }))?.fill,
    };
  };

const typeName: Reader<string> = (json, path) => {
  const name = text({ least: 1, most: metricLimits.nameCharacters })(json, path);
  const most = metricLimits.nameCharacters;
  return utf8Length(name) > most
    ? mismatch(`length of value must be at most ${most} bytes`, path)
    : name;
};

const typeReader =
  (now: Instant, form: { readonly options: boolean }) => (json: Json, path: Path) => {
    const fields = fieldsOf(json, path, ['name', 'attributes']);
    const attributes = mapOf(attribute(now, form), { most: metricLimits.attributes });
    return {
      name: fields.required('name', typeName),
      attributes: Object.fromEntries(fields.optional('attributes', attributes) ?? []),
    };
  };

export const readType = (json: Json, now: Instant) =>
  read(json, typeReader(now, { options: false }));

/** The whole type after a patch. */
export const readPatchedType = (json: Json, now: Instant) =>
  read(json, typeReader(now, { options: true }), (reason, path) =>
    invalid(`Invalid input: ${inputReason(reason, path)}`),
  );

const step: Reader<PatchStep> = (json, path) => {
  const fields = fieldsOf(json, path, ['op', 'path', 'value']);
  const op = fields.required('op', (given, at) =>
    given === 'add' || given === 'remove' ? given : mismatch('not a valid value', at),
  );
  const where = fields.required('path', (given, at) =>
    typeof given === 'string' && given.startsWith('/attributes')
      ? given
      : mismatch('not a valid value', at),
  );
  const value = fields.optional('value', dictionary);
  if (op === 'remove') return { op, path: where };
  return value === undefined
    ? mismatch("The operation does not contain a 'value' member", path)
    : { op, path: where, value };
};

export const readPatch = (json: Json): readonly PatchStep[] =>
  read(json, listOf(step, { most: metricLimits.operations }));
