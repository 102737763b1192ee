import type { TableProps } from '@cloudscape-design/components/table';
import { durationText } from '../../parts/duration.ts';
import { ExecutionStatus } from '../../parts/execution-status.tsx';
import { Instant } from '../../parts/instant.tsx';
import { NumberCell } from '../../parts/number.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { executionPath, functionPath } from '../../parts/screen-paths.ts';
import { ShortId } from '../../parts/short-id.tsx';
import { ExecutionCause } from './execution-cause.tsx';
import type { ExecutionItem } from './execution-item.ts';

type Column = TableProps.ColumnDefinition<ExecutionItem>;

const functionColumn: Column = {
  id: 'function',
  header: 'Function',
  maxWidth: 300,
  cell: ({ function_id: id, function_name: name }) =>
    id ? <ScreenLink to={functionPath(id)}>{name ?? id.slice(0, 8)}</ScreenLink> : '–',
};

const before: readonly Column[] = [
  {
    id: 'created',
    header: 'Created',
    cell: ({ id, created_at }) => (
      <ScreenLink to={executionPath(id)}>
        <Instant at={created_at} />
      </ScreenLink>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    cell: ({ status }) => <ExecutionStatus status={status} />,
  },
];

const after: readonly Column[] = [
  {
    id: 'version',
    header: <NumberCell>Version</NumberCell>,
    cell: ({ function_version: version }) => (
      <NumberCell>{version === 0 ? 'latest' : (version ?? '–')}</NumberCell>
    ),
  },
  {
    id: 'duration',
    header: <NumberCell>Duration</NumberCell>,
    cell: ({ duration_ms: duration }) => (
      <NumberCell>{duration === null ? '–' : durationText(duration)}</NumberCell>
    ),
  },
  {
    id: 'cause',
    header: 'Cause',
    cell: ({ cause }) => <ExecutionCause cause={cause} />,
  },
  {
    id: 'id',
    header: 'Execution',
    cell: ({ id }) => <ShortId id={id} name="Execution ID" />,
  },
];

export const executionColumns: readonly Column[] = [...before, functionColumn, ...after];

/** The columns where all executions are of one function. */
export const columnsOfOneFunction: readonly Column[] = [...before, ...after];

export const executionIdOf = ({ id }: ExecutionItem) => id;
