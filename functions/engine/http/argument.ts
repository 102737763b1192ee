import type { Context } from 'hono';
import type { Caller } from '../../platform/core/caller.ts';
import { Fault } from '../../platform/core/fault.ts';
import { type ListScope, listScope } from '../core/list-scope.ts';
import { isUuidLike } from '../../platform/core/uuid.ts';

const truths: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'true', 'on', 'y', 'yes'].map((word) => [word, true] as const),
  ...['', '0', 'f', 'false', 'off', 'n', 'no'].map((word) => [word, false] as const),
]);

/** Qinling's refusal of a value it cannot take for a field or a query argument. */
export const invalidField = (name: string, value: unknown, reason: string): Fault =>
  new Fault(
    'invalid',
    `Invalid input for field/attribute ${name}. Value: '${String(value)}'. ${reason}`,
  );

/** The query arguments of a route that knows only these. */
export function queryArguments(
  context: Context,
  names: readonly string[],
): Readonly<Record<string, string>> {
  const query = context.req.query();
  const unknown = Object.keys(query).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Fault('invalid', `Unknown argument: "${unknown}"`);
  return query;
}

/** A truth as OpenStack reads it from text. */
export function truth(name: string, text: string | undefined): boolean {
  const value = truths.get((text ?? '').trim().toLowerCase());
  if (value === undefined) throw invalidField(name, text, 'unable to convert to bool');
  return value;
}

/** Whose objects a list shows. */
export const scopeOf = (caller: Caller, query: Readonly<Record<string, string>>): ListScope =>
  listScope(caller, {
    allProjects: truth('all_projects', query['all_projects']),
    projectId: query['project_id'],
  });

/** The id in the path of a route that checks its form. */
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
