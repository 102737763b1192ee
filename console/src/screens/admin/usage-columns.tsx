import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import { NumberCell } from '../../parts/number.tsx';
import type { ProjectUsage } from './usage.ts';

/** From what part of a limit on it is pointed out. */
const nearLimit = 0.8;

/** `concurrent_executions` as `Concurrent executions`. */
const words = (key: string) => {
  const text = key.replaceAll('_', ' ');
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
};

const number = (value: number) => value.toLocaleString('en');

function Used({ of, name }: { readonly of: ProjectUsage; readonly name: string }) {
  const used = of.used[name];
  const limit = of.limits[name];
  const bounded = limit !== undefined && limit !== null && limit >= 0;
  if (used === undefined) return <NumberCell>–</NumberCell>;
  const text = bounded ? `${number(used)} of ${number(limit)}` : number(used);
  return (
    <NumberCell>
      {bounded && used >= limit * nearLimit ? (
        <StatusIndicator type={used >= limit ? 'error' : 'warning'}>{text}</StatusIndicator>
      ) : (
        text
      )}
    </NumberCell>
  );
}

/** A column for each thing that is counted. */
export function usageColumns(
  all: readonly ProjectUsage[],
): readonly TableProps.ColumnDefinition<ProjectUsage>[] {
  const names = [...new Set(all.flatMap(({ used }) => Object.keys(used)))];
  return [
    {
      id: 'project',
      header: 'Project',
      maxWidth: 220,
      sortingComparator: (one, other) => one.name.localeCompare(other.name),
      cell: ({ name }) => name,
    },
    ...names.map((name) => ({
      id: name,
      header: <NumberCell>{words(name)}</NumberCell>,
      cell: (usage: ProjectUsage) => <Used of={usage} name={name} />,
    })),
  ];
}
