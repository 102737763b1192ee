import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { CommandLine } from '../../parts/command-line.tsx';
import { Failure } from '../../parts/failure.tsx';
import { FilterInput } from '../../parts/filter-input.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { metricPath } from '../../parts/screen-paths.ts';
import { ShortId } from '../../parts/short-id.tsx';
import { useTitle } from '../../parts/title.ts';
import { visibleText } from '../../parts/visible-text.ts';
import { useSession } from '../../shell/session-context.ts';
import { LooseMetrics } from './loose-metrics.tsx';
import { type FoundResource, mostRows, resourcesQuery } from './metric-item.ts';

const route = getRouteApi('/measures');

/** The resources of the project with their metrics, and the metrics without a resource. */
export function MeasureList() {
  useTitle('Measures');
  const { deployment } = useSession();
  return deployment.metrics ? <Measures /> : <NoMeasures />;
}

const NoMeasures = () => (
  <SpaceBetween size="l">
    <Header variant="h1">Measures</Header>
    <Box>
      This deployment has no metrics: whoever runs it removes{' '}
      <Box variant="code">"metrics": false</Box> from its settings and deploys again.
    </Box>
  </SpaceBetween>
);

function Measures() {
  const { resource } = route.useSearch();
  const navigate = route.useNavigate();
  const found = useQuery(resourcesQuery(resource));
  return (
    <SpaceBetween size="l">
      {found.error && <Failure of={found.error} retry={() => void found.refetch()} />}
      <Table
        variant="full-page"
        stickyHeader
        contentDensity="compact"
        wrapLines
        loading={found.isPending}
        loadingText="Loading"
        items={found.data ?? []}
        trackBy="id"
        header={
          <Header
            variant="h1"
            description={
              found.data?.length === mostRows
                ? `The first ${mostRows} resources. Search for others.`
                : 'Resources and their metrics'
            }
          >
            Measures
          </Header>
        }
        filter={
          <FilterInput
            label="Resource"
            placeholder="Part of a resource’s name"
            value={resource}
            onChange={(part) => void navigate({ search: { resource: part }, replace: true })}
          />
        }
        empty={
          <SpaceBetween size="s">
            <Box>
              {resource === undefined ? 'No resource yet.' : 'No resource has such a name.'}
            </Box>
            <CommandLine command="gnocchi resource create web-1 -n cpu:low" />
          </SpaceBetween>
        }
        ariaLabels={{ tableLabel: 'Resources' }}
        columnDefinitions={[
          {
            id: 'name',
            header: 'Resource',
            minWidth: 170,
            isRowHeader: true,
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
      <LooseMetrics />
    </SpaceBetween>
  );
}

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
