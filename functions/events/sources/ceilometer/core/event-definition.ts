import { matchesGlob } from '../../../core/glob.ts';
import { isArray, isObject, type Json } from '../../../../platform/core/python-json.ts';
import { pythonNumber } from '../../../../platform/core/python-number.ts';
import { pythonText } from '../../../../platform/core/python-text.ts';
import type { JsonPath } from './json-path.ts';
import { parseJsonPath } from './parse-json-path.ts';
import { type TraitPlugin, traitPlugin } from './trait-plugin.ts';

/** How a trait is made (`TraitDefinition` of `ceilometer/event/converter.py`). */
export interface TraitDefinition {
  readonly name: string;
  readonly type: TraitType;
  /** The path of its value in the notification, or a constant number. */
  readonly source: JsonPath | number;
  readonly plugin?: TraitPlugin;
}

export type TraitType = 'text' | 'int' | 'float' | 'datetime';

/** Which event types get which traits. Types are globs, and exclusion takes precedence. */
export interface EventDefinition {
  readonly included: readonly string[];
  readonly excluded: readonly string[];
  readonly traits: readonly TraitDefinition[];
}

/** The traits of every event, unless its definition overrides them (`EventDefinition.DEFAULT_TRAITS`). */
const defaultTraits: Readonly<Record<string, Json>> = {
  service: 'publisher_id',
  request_id: 'ctxt.request_id',
  project_id: ['payload.tenant_id', 'ctxt.project_id'],
  user_id: ['payload.user_id', 'ctxt.user_id'],
  tenant_id: ['payload.tenant_id', 'ctxt.project_id'],
};

/** Reads definitions in the form of Ceilometer's file. Throws a `SyntaxError` that names the problem. */
export function readDefinitions(written: Json): readonly EventDefinition[] {
  if (!isArray(written)) throw new SyntaxError('event definitions must be a list');
  return written.map(readDefinition);
}

function readDefinition(written: Json): EventDefinition {
  if (!isObject(written)) throw new SyntaxError('an event definition must be a mapping');
  const { event_type: eventType, traits } = written;
  const types = typeof eventType === 'string' ? [eventType] : eventType;
  if (!types || !isArray(types) || !types.every((type) => typeof type === 'string'))
    throw new SyntaxError('event_type must be a glob or a list of globs');
  if (!traits || !isObject(traits))
    throw new SyntaxError(`the traits of ${types.join(', ')} must be a mapping`);
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
    throw new SyntaxError(`the trait ${name} has the unknown type ${pythonText(type)}`);
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

/** The definition of an event type: the last one in the file that matches. */
export const definitionFor = (
  definitions: readonly EventDefinition[],
  eventType: string,
): EventDefinition | undefined =>
  definitions.findLast(
    ({ included, excluded }) => matches(included, eventType) && !matches(excluded, eventType),
  );
