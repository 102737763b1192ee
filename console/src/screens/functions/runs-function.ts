import { useQuery } from '@tanstack/react-query';
import { aliasesQuery } from '../../api/engine/aliases.ts';

interface Target {
  readonly function_id: string | null;
  readonly function_alias: string | null;
}

/** Tells what runs a function, by itself or by an alias of it. */
export function useRunsFunction(id: string): (target: Target) => boolean {
  const aliases = useQuery(aliasesQuery);
  const names = new Set(
    (aliases.data ?? []).flatMap((alias) => (alias.function_id === id ? [alias.name] : [])),
  );
  return ({ function_id: target, function_alias: alias }) =>
    target === id || (alias !== null && names.has(alias));
}
