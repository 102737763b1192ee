import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { CollectionTable, type FoundCollection } from '../../parts/collection-table.tsx';
import { CommandLine } from '../../parts/command-line.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { metricPath } from '../../parts/screen-paths.ts';
import { ShortId } from '../../parts/short-id.tsx';
import { visibleText } from '../../parts/visible-text.ts';
import { type FoundResource, mostRows } from './metric-item.ts';

interface ResourceTableProps {
  readonly found: FoundCollection<FoundResource>;
  /** Which part of their names they are searched by. */
  readonly part: string | undefined;
}

/** Resources with their metrics. */
export const ResourceTable = ({ found, part }: ResourceTableProps) => (
  <CollectionTable
    title="Resources"
    level="h2"
    wrapLines
    found={found}
    idOf={({ id }) => id}
    description={
      found.data?.length === mostRows && `The first ${mostRows} resources. Search for others.`
    }
    empty={
      <>
        <Box variant="p">
          {part === undefined ? 'No resource yet.' : 'No resource has such a name.'}
        </Box>
        <CommandLine command="gnocchi resource create web-1 -n cpu:low" />
      </>
    }
    columns={[
      {
        id: 'name',
        header: 'Resource',
        minWidth: 170,
        isRowHeader: true,
        sortingComparator: (one, other) =>
          one.original_resource_id.localeCompare(other.original_resource_id),
        cell: (row) => visibleText(row.original_resource_id),
      },
      { id: 'type', header: 'Type', minWidth: 100, cell: ({ type }) => visibleText(type) },
      {
        id: 'metrics',
        header: 'Metrics',
        minWidth: 260,
        cell: (row) => <MetricsOf resource={row} />,
      },
      {
        id: 'id',
        header: 'Resource ID',
        minWidth: 140,
        cell: ({ id }) => <ShortId id={id} name="Resource ID" />,
      },
    ]}
  />
);

function MetricsOf({ resource }: { readonly resource: FoundResource }) {
  const metrics = Object.entries(resource.metrics);
  if (metrics.length === 0) return <>none</>;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {metrics.map(([name, id]) => (
        <ScreenLink key={id} to={metricPath(id)}>
          {visibleText(name)}
        </ScreenLink>
      ))}
    </SpaceBetween>
  );
}
