import Box from '@cloudscape-design/components/box';
import { useQuery } from '@tanstack/react-query';
import { CollectionTable } from '../../parts/collection-table.tsx';
import { CommandLine } from '../../parts/command-line.tsx';
import { curlCommand } from '../../parts/curl-command.ts';
import { queryText } from '../../api/query-text.ts';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { metricPath } from '../../parts/screen-paths.ts';
import { ShortId } from '../../parts/short-id.tsx';
import { visibleText } from '../../parts/visible-text.ts';
import { mostRows, namedMetricsQuery, resourceNamesQuery } from './metric-item.ts';
import { withResources } from './with-resources.ts';

interface NamedMetricsProps {
  readonly name: string;
  /** Only of resources whose name has it as a part. */
  readonly resource: string | undefined;
}

/** The metrics of a name, whatever their resource. */
export function NamedMetrics({ name, resource }: NamedMetricsProps) {
  const found = useQuery(namedMetricsQuery(name));
  const ids = (found.data ?? []).flatMap(({ resource_id: id }) => id ?? []);
  const named = useQuery({ ...resourceNamesQuery(ids), enabled: ids.length > 0 });
  const rows = found.data && withResources(found.data, named.data ?? [], resource);
  return (
    <CollectionTable
      title={`Metrics named ${visibleText(name)}`}
      level="h2"
      found={{ ...found, data: rows }}
      description={
        found.data?.length === mostRows
          ? `Among the first ${mostRows} metrics of the name.`
          : undefined
      }
      idOf={({ metric }) => metric.id}
      columns={[
        {
          id: 'metric',
          header: 'Metric',
          isRowHeader: true,
          cell: ({ metric }) => (
            <ScreenLink to={metricPath(metric.id)}>{visibleText(name)}</ScreenLink>
          ),
        },
        {
          id: 'resource',
          header: 'Resource',
          sortingComparator: (one, other) => one.shown.localeCompare(other.shown),
          cell: ({ metric, shown }) =>
            shown !== '' ? (
              visibleText(shown)
            ) : metric.resource_id === null ? (
              'none'
            ) : (
              <ShortId id={metric.resource_id} name="Resource ID" />
            ),
        },
        { id: 'unit', header: 'Unit', cell: ({ metric }) => visibleText(metric.unit ?? '–') },
        {
          id: 'policy',
          header: 'Policy',
          cell: ({ metric }) => metric.archive_policy?.name ?? '–',
        },
      ]}
      empty={
        <>
          <Box variant="p">
            No metric has exactly this name{resource !== undefined && ' and such a resource'}.
          </Box>
          <CommandLine command={curlCommand({ path: `/metric/v1/metric${queryText({ name })}` })} />
        </>
      }
    />
  );
}
