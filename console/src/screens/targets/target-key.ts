import * as z from 'zod';
import type { Target } from '../../api/engine/webhooks.ts';
import { shellWord } from '../../parts/shell-word.ts';

const key = z.tuple([z.string().nullable(), z.number().nullable(), z.string().nullable()]);

/** A target as the value of an option. */
export const keyOf = (target: Target): string =>
  JSON.stringify([
    target.function_id ?? null,
    target.function_version ?? null,
    target.function_alias ?? null,
  ]);

export function targetOf(text: string): Target | undefined {
  if (text === '') return undefined;
  const [id, version, alias] = key.parse(JSON.parse(text));
  return {
    ...(id !== null && { function_id: id }),
    ...(version !== null && { function_version: version }),
    ...(alias !== null && { function_alias: alias }),
  };
}

/** The arguments that name a target to the client. */
export function targetArguments(target: Target | undefined): string {
  if (!target) return '--function FUNCTION';
  if (target.function_alias !== undefined)
    return `--function-alias ${shellWord(target.function_alias)}`;
  const version = target.function_version ? ` --function-version ${target.function_version}` : '';
  return `--function ${target.function_id}${version}`;
}
