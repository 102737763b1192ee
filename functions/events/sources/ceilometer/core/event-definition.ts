import { matchesGlob } from '../../../core/glob.ts';
import { isArray, isObject, type Json } from '../../../../platform/core/python-json.ts';
import { pythonNumber } from '../../../../platform/core/python-number.ts';
import { pythonText } from '../../../../platform/core/python-text.ts';
import type { JsonPath } from './json-path.ts';
import { parseJsonPath } from './parse-json-path.ts';
import { type TraitPlugin, traitPlugin } from './trait-plugin.ts';

/** What a trait is made of (`TraitDefinition` of `ceilometer/event/converter.py`). */
export interface TraitDefinition {
  readonly name: string;
  readonly type: TraitType;
  /** Where in the notification its value is, or a number that it always has. */
  readonly source: JsonPath | number;
  readonly plugin?: TraitPlugin;
}

export type TraitType = 'text' | 'int' | 'float' | 'datetime';

/** Which notifications become events with which traits. Types are globs; an excluded one counts more. */
export interface EventDefinition {
  readonly included: readonly string[];
  readonly excluded: readonly string[];
  readonly traits: readonly TraitDefinition[];
}

/** One entry of a definitions file: Ceilometer's YAML, read into JSON values. */
export interface WrittenDefinition {
  readonly event_type: Json;
  readonly traits: Json;
}

/** Every event has these, unless its definition says otherwise (`EventDefinition.DEFAULT_TRAITS`). */
const defaultTraits: Readonly<Record<string, Json>> = {
  service: 'publisher_id',
  request_id: 'ctxt.request_id',
  project_id: ['payload.tenant_id', 'ctxt.project_id'],
  user_id: ['payload.user_id', 'ctxt.user_id'],
  tenant_id: ['payload.tenant_id', 'ctxt.project_id'],
};

/** Reads definitions in the form of Ceilometer's file. Throws `SyntaxError`, naming what is wrong. */
export function readDefinitions(written: Json): readonly EventDefinition[] {
  if (!isArray(written)) throw new SyntaxError('event definitions are a list');
  return written.map(readDefinition);
}

function readDefinition(written: Json): EventDefinition {
  if (!isObject(written)) throw new SyntaxError('an event definition is a mapping');
  const { event_type: eventType, traits } = written;
  const types = typeof eventType === 'string' ? [eventType] : eventType;
  if (!types || !isArray(types) || !types.every((type) => typeof type === 'string'))
    throw new SyntaxError('event_type is a glob or a list of globs');
  if (!traits || !isObject(traits))
    throw new SyntaxError(`the traits of ${types.join(', ')} are a mapping`);
  const excluded = types.filter((type) => type.startsWith('!')).map((type) => type.slice(1));
  const included = types.filter((type) => !type.startsWith('!'));
  return {
    excluded,
    included: included.length === 0 && excluded.length > 0 ? ['*'] : included,
    traits: Object.entries({ ...defaultTraits, ...traits }).map(readTrait),
  };
}

function readTrait([name, written]: readonly [string, Json]): TraitDefinition {
  const {
    type = 'text',
    fields = null,
    plugin = null,
  } = isObject(written) ? written : { fields: written };
  if (!isTraitType(type))
    throw new SyntaxError(`the trait ${name} has no type ${pythonText(type)}`);
  return {
    name,
    type,
    source: sourceOf(name, fields),
    ...(plugin !== null && { plugin: traitPlugin(plugin) }),
  };
}

function isTraitType(type: Json): type is TraitType {
  return type === 'text' || type === 'int' || type === 'float' || type === 'datetime';
}

function sourceOf(name: string, fields: Json): JsonPath | number {
  if (typeof fields === 'string') return parseJsonPath(fields);
  const number = pythonNumber(fields);
  if (number !== undefined) return Number(number);
  if (
    !isArray(fields) ||
    fields.length === 0 ||
    !fields.every((field) => typeof field === 'string')
  )
    throw new SyntaxError(`the trait ${name} needs a path in "fields", or a list of paths`);
  const [first = '', ...others] = fields;
  return others.reduce<JsonPath>(
    (left, field) => ({ kind: 'union', left, right: parseJsonPath(field) }),
    parseJsonPath(first),
  );
}

const matches = (globs: readonly string[], eventType: string): boolean =>
  globs.some((glob) => matchesGlob(glob, eventType));

/** The definition that counts for a type: the last one in the file that matches it. */
export const definitionFor = (
  definitions: readonly EventDefinition[],
  eventType: string,
): EventDefinition | undefined =>
  definitions.findLast(
    ({ included, excluded }) => matches(included, eventType) && !matches(excluded, eventType),
  );
