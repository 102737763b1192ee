import Box from '@cloudscape-design/components/box';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { functionsQuery } from '../../api/engine/functions.ts';
import { useList } from '../../live/use-list.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { Choice, Filters } from '../../parts/filters.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { ScreenButton } from '../../parts/screen-button.tsx';
import { useTitle } from '../../parts/title.ts';
import { executionColumns, executionIdOf } from './execution-columns.tsx';
import { causes, statuses } from './execution-choices.ts';
import { executionItem, passesExecution } from './execution-item.ts';
import type { ExecutionFilters } from './routes.tsx';

const route = getRouteApi('/executions');

export function ExecutionList() {
  useTitle('Executions');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const functions = useQuery(functionsQuery);
  const list = useList({
    path: '/taibai/v1/executions',
    filters: { function_id: search.function, status: search.status, cause: search.cause },
    item: executionItem,
    idOf: executionIdOf,
    kind: 'execution',
    passes: (row) => passesExecution(row, search),
  });
  const choose = (change: ExecutionFilters) =>
    void navigate({ search: (now) => ({ ...now, ...change }) });
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <ListTable
      title="Executions"
      list={list}
      columns={executionColumns}
      idOf={executionIdOf}
      filter={
        <Filters>
          <Choice
            label="Status"
            any="Any status"
            value={search.status}
            options={statuses}
            onChange={(status) => choose({ status })}
          />
          <Choice
            label="Function"
            any="Any function"
            value={search.function}
            options={(functions.data ?? []).map(({ id, name }) => ({
              value: id,
              label: name ?? id,
            }))}
            onChange={(id) => choose({ function: id })}
          />
          <Choice
            label="Cause"
            any="Any cause"
            value={search.cause}
            options={causes}
            onChange={(cause) => choose({ cause })}
          />
        </Filters>
      }
      empty={
        filtered ? (
          <Box variant="p">No execution passes these filters.</Box>
        ) : (
          <>
            <Box variant="p">No function has run yet. Create one, or run one of yours.</Box>
            <ScreenButton to="/functions">Functions</ScreenButton>
            <CommandLine command="openstack function execution create --function FUNCTION" />
          </>
        )
      }
    />
  );
}
