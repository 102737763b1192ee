import { useQuery } from '@tanstack/react-query';
import { aliasesQuery } from '../../api/engine/aliases.ts';
import { WebhookTable } from '../webhooks/webhook-table.tsx';
import type { FunctionTabProps } from './function-tab-props.ts';

/** The webhooks that run this function, by itself or by an alias of it. */
export function WebhooksTab({ fn }: FunctionTabProps) {
  const aliases = useQuery(aliasesQuery);
  const names = new Set(
    (aliases.data ?? []).flatMap((alias) => (alias.function_id === fn.id ? [alias.name] : [])),
  );
  return (
    <WebhookTable
      level="h2"
      functionId={fn.id}
      shows={({ function_id: id, function_alias: alias }) =>
        id === fn.id || (alias !== null && names.has(alias))
      }
    />
  );
}
