import Box from '@cloudscape-design/components/box';
import Select from '@cloudscape-design/components/select';
import type { TableProps } from '@cloudscape-design/components/table';
import { getRouteApi } from '@tanstack/react-router';
import { useList } from '../../live/use-list.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { ExecutionStatus } from '../../parts/execution-status.tsx';
import { Instant } from '../../parts/instant.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { ShortId } from '../../parts/short-id.tsx';
import { useTitle } from '../../parts/title.ts';
import { executionItem, type ExecutionItem } from './execution-item.ts';

const route = getRouteApi('/executions');

const columns: readonly TableProps.ColumnDefinition<ExecutionItem>[] = [
  { id: 'created', header: 'Created', cell: ({ created_at }) => <Instant at={created_at} /> },
  { id: 'status', header: 'Status', cell: ({ status }) => <ExecutionStatus status={status} /> },
  { id: 'function', header: 'Function', cell: (row) => row.function_name ?? row.function_id },
  { id: 'id', header: 'Execution', cell: ({ id }) => <ShortId id={id} name="Execution ID" /> },
];

const idOf = ({ id }: ExecutionItem) => id;
const statuses = ['success', 'error', 'running', 'pending', 'cancelled'];
const any = { value: '', label: 'Any status' };

export function ExecutionList() {
  useTitle('Executions');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useList({
    path: '/taibai/v1/executions',
    filters: { function_id: search.function, status: search.status, cause: search.cause },
    item: executionItem,
    idOf,
    news: ['execution'],
  });
  const options = [any, ...statuses.map((value) => ({ value, label: value }))];
  return (
    <ListTable
      title="Executions"
      list={list}
      columns={columns}
      idOf={idOf}
      filter={
        <Select
          selectedOption={options.find(({ value }) => value === search.status) ?? any}
          options={options}
          ariaLabel="Status"
          onChange={({ detail }) =>
            void navigate({
              search: (now) => ({ ...now, status: detail.selectedOption.value || undefined }),
            })
          }
        />
      }
      empty={
        <>
          <Box variant="p">No function has run yet.</Box>
          <CommandLine command="openstack function execution create FUNCTION" />
        </>
      }
    />
  );
}
