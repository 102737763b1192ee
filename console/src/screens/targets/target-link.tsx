import { useQuery } from '@tanstack/react-query';
import { aliasesQuery } from '../../api/engine/aliases.ts';
import { functionsQuery } from '../../api/engine/functions.ts';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { functionPath } from '../../parts/screen-paths.ts';

interface TargetLinkProps {
  readonly of: {
    readonly function_id: string | null;
    readonly function_version: number | null;
    readonly function_alias: string | null;
  };
}

/** What a webhook or a job runs, by name, as a link to the function. */
export function TargetLink({ of }: TargetLinkProps) {
  const functions = useQuery(functionsQuery);
  const aliases = useQuery(aliasesQuery);
  const alias = aliases.data?.find(({ name }) => name === of.function_alias);
  const id = of.function_id ?? alias?.function_id;
  if (id === undefined) return <>{of.function_alias ?? '–'}</>;
  const name = functions.data?.find((fn) => fn.id === id)?.name ?? id.slice(0, 8);
  return (
    <>
      <ScreenLink to={functionPath(id)}>{name}</ScreenLink>
      {of.function_alias && ` · alias ${of.function_alias}`}
      {!of.function_alias && !!of.function_version && ` · version ${of.function_version}`}
    </>
  );
}
