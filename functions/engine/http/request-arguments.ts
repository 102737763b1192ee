import type { Context } from 'hono';
import { Fault } from '../../platform/core/fault.ts';
import type { AskedScope } from '../core/lists/list-scope.ts';
import { shownValue } from '../core/shown-value.ts';
import { isUuidLike } from '../../platform/core/uuid.ts';

const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'true', 'on', 'y', 'yes'].map((word) => [word, true] as const),
  ...['', '0', 'f', 'false', 'off', 'n', 'no'].map((word) => [word, false] as const),
]);

/** Qinling's refusal of a field or query argument with an invalid value. */
export const invalidField = (name: string, value: unknown, reason: string): Fault =>
  new Fault(
    'invalid',
    `Invalid input for field/attribute ${name}. Value: '${shownValue(value)}'. ${reason}`,
  );

/** The most characters of a query argument: room for about a hundred ids in one filter. */
export const maximumArgumentLength = 4096;

/** The query arguments of a route; refuses any that are not in `names`. */
export function queryArguments(
  context: Context,
  names: readonly string[],
): Readonly<Record<string, string>> {
  const { searchParams } = new URL(context.req.url);
  const unknown = [...searchParams.keys()].find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new Fault('invalid', `Unknown argument: "${shownValue(unknown)}"`);
  const query = names.flatMap((name) => {
    const value = searchParams.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  for (const [name, value] of query)
    if (value.length > maximumArgumentLength)
      throw invalidField(name, value, `Not longer than ${maximumArgumentLength} characters.`);
  return Object.fromEntries(query);
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
      `unable to convert to uuid. Error: Expected a uuid but received ${shownValue(id)}.`,
    );
  return id;
}
