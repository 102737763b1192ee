import type { Context } from 'hono';
import { Fault } from '../../platform/core/fault.ts';
import type { AskedScope } from '../core/lists/list-scope.ts';
import { isUuidLike } from '../../platform/core/uuid.ts';

const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'true', 'on', 'y', 'yes'].map((word) => [word, true] as const),
  ...['', '0', 'f', 'false', 'off', 'n', 'no'].map((word) => [word, false] as const),
]);

/** Qinling's refusal of a field or query argument with an invalid value. */
export const invalidField = (name: string, value: unknown, reason: string): Fault =>
  new Fault(
    'invalid',
    `Invalid input for field/attribute ${name}. Value: '${String(value)}'. ${reason}`,
  );

/** The query arguments of a route; refuses any that are not in `names`. */
export function queryArguments(
  context: Context,
  names: readonly string[],
): Readonly<Record<string, string>> {
  const query = context.req.query();
  const unknown = Object.keys(query).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Fault('invalid', `Unknown argument: "${unknown}"`);
  return query;
}

/** Reads a boolean as OpenStack does. */
export function booleanArgument(name: string, text: string | undefined): boolean {
  const value = booleans.get((text ?? '').trim().toLowerCase());
  if (value === undefined) throw invalidField(name, text, 'unable to convert to bool');
  return value;
}

/** Which projects a list is asked to show. */
export const askedScope = (query: Readonly<Record<string, string>>): AskedScope => ({
  allProjects: booleanArgument('all_projects', query['all_projects']),
  projectId: query['project_id'],
});

/** The id in the path; refuses one that is not a UUID. */
export function pathId(context: Context): string {
  const id = context.req.param('id') ?? '';
  if (!isUuidLike(id))
    throw invalidField(
      'id',
      id,
      `unable to convert to uuid. Error: Expected a uuid but received ${id}.`,
    );
  return id;
}
