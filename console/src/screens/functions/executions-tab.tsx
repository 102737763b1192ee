import Box from '@cloudscape-design/components/box';
import { useList } from '../../live/use-list.ts';
import { ListTable } from '../../parts/list-table.tsx';
import { columnsOfOneFunction, executionIdOf } from '../executions/execution-columns.tsx';
import { executionItem, passesExecution } from '../executions/execution-item.ts';
import type { FunctionTabProps } from './function-tab-props.ts';

/** The runs of this function, newest first. */
export function ExecutionsTab({ fn }: FunctionTabProps) {
  const list = useList({
    path: '/taibai/v1/executions',
    filters: { function_id: fn.id },
    item: executionItem,
    idOf: executionIdOf,
    kind: 'execution',
    passes: (row) => passesExecution(row, { function: fn.id }),
  });
  return (
    <ListTable
      title="Executions"
      level="h2"
      list={list}
      columns={columnsOfOneFunction}
      idOf={executionIdOf}
      empty={<Box variant="p">It has not run yet. The tab Test runs it.</Box>}
    />
  );
}
