import { getRouteApi } from '@tanstack/react-router';
import { hasPart, SearchText } from '../../parts/search-text.tsx';
import { useTitle } from '../../parts/title.ts';
import { WebhookTable } from './webhook-table.tsx';

const route = getRouteApi('/webhooks');

export function WebhookList() {
  useTitle('Webhooks');
  const { text } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <WebhookTable
      level="h1"
      shows={({ id, description, function_alias: alias }) =>
        hasPart(`${id} ${description ?? ''} ${alias ?? ''}`, text)
      }
      filter={
        <SearchText
          label="Find webhooks by description, alias or ID"
          value={text}
          onChange={(part) => void navigate({ search: { text: part }, replace: true })}
        />
      }
    />
  );
}
