import type { Json } from '../../../../../platform/core/python-json.ts';

/** Traits as they are written in a definitions file. */
export type WrittenTraits = { readonly [name: string]: Json };

/** Text traits, each with its path below `payload`. A name without a path is its own path. */
export const texts = (...fields: readonly (string | readonly [string, string])[]): WrittenTraits =>
  Object.fromEntries(
    fields.map((field) => {
      const [name, path] = typeof field === 'string' ? [field, field] : field;
      return [name, { fields: `payload.${path}` }];
    }),
  );

export const integers = (...names: readonly string[]): WrittenTraits => typed('int', names);

export const instants = (...names: readonly string[]): WrittenTraits => typed('datetime', names);

const typed = (type: string, names: readonly string[]): WrittenTraits =>
  Object.fromEntries(names.map((name) => [name, { type, fields: `payload.${name}` }]));
