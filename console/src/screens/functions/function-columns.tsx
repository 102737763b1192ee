import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { QinlingFunction } from '../../api/engine/functions.ts';
import { Instant } from '../../parts/instant.tsx';
import { NumberCell } from '../../parts/number.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { functionPath } from '../../parts/screen-paths.ts';
import type { FunctionSummary } from './summary.ts';

export interface FunctionRow {
  readonly fn: QinlingFunction;
  readonly runtime: string | undefined;
  readonly summary: FunctionSummary | undefined;
}

interface NamedRuntime {
  readonly id: string;
  readonly name: string | null;
}

export function functionRows(
  functions: readonly QinlingFunction[],
  runtimes: readonly NamedRuntime[] = [],
  summaries: readonly FunctionSummary[] = [],
): readonly FunctionRow[] {
  const names = new Map(runtimes.map(({ id, name }) => [id, name ?? id]));
  const byId = new Map(summaries.map((summary) => [summary.id, summary]));
  return functions.map((fn) => ({
    fn,
    runtime: fn.runtime_id === null ? 'image' : names.get(fn.runtime_id),
    summary: byId.get(fn.id),
  }));
}

const text = (value: string | null | undefined) => value ?? '';

export const functionColumns: readonly TableProps.ColumnDefinition<FunctionRow>[] = [
  {
    id: 'name',
    header: 'Name',
    maxWidth: 260,
    sortingComparator: (one, other) => text(one.fn.name).localeCompare(text(other.fn.name)),
    cell: ({ fn }) => (
      <ScreenLink to={functionPath(fn.id)}>{fn.name || fn.id.slice(0, 8)}</ScreenLink>
    ),
  },
  {
    id: 'runtime',
    header: 'Runtime',
    sortingComparator: (one, other) => text(one.runtime).localeCompare(text(other.runtime)),
    cell: ({ runtime }) => runtime ?? '–',
  },
  {
    id: 'entry',
    header: 'Entry',
    maxWidth: 190,
    cell: ({ fn }) => (fn.entry ? <code>{fn.entry}</code> : '–'),
  },
  {
    id: 'versions',
    header: <NumberCell>Versions</NumberCell>,
    cell: ({ fn }) => <NumberCell>{fn.latest_version}</NumberCell>,
  },
  {
    id: 'last',
    header: 'Last run',
    sortingComparator: (one, other) =>
      text(one.summary?.last_at).localeCompare(text(other.summary?.last_at)),
    cell: ({ summary }) => <Instant at={summary?.last_at} />,
  },
  {
    id: 'runs',
    header: <NumberCell>Runs 24 h</NumberCell>,
    sortingComparator: (one, other) =>
      (one.summary?.count_24h ?? 0) - (other.summary?.count_24h ?? 0),
    cell: ({ summary }) => <NumberCell>{summary?.count_24h ?? '–'}</NumberCell>,
  },
  {
    id: 'failures',
    header: <NumberCell>Failed 24 h</NumberCell>,
    sortingComparator: (one, other) =>
      (one.summary?.failures_24h ?? 0) - (other.summary?.failures_24h ?? 0),
    cell: ({ fn, summary }) => <Failures id={fn.id} count={summary?.failures_24h} />,
  },
];

function Failures({ id, count }: { readonly id: string; readonly count: number | undefined }) {
  if (!count) return <NumberCell>{count ?? '–'}</NumberCell>;
  return (
    <NumberCell>
      <ScreenLink to="/executions" search={{ function: id, status: 'failed' }}>
        <StatusIndicator type="error">{count}</StatusIndicator>
      </ScreenLink>
    </NumberCell>
  );
}
