import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { metricPath } from '../../parts/screen-paths.ts';
import { visibleText } from '../../parts/visible-text.ts';
import { metricsQuery } from './metric-item.ts';

/** Metrics that belong to no resource; nothing if there is none. */
export function LooseMetrics() {
  const { data } = useQuery(metricsQuery);
  const loose = data?.filter(({ resource_id }) => resource_id === null) ?? [];
  if (loose.length === 0) return null;
  return (
    <Table
      variant="container"
      contentDensity="compact"
      items={loose}
      trackBy="id"
      header={<Header variant="h2">Metrics without a resource</Header>}
      ariaLabels={{ tableLabel: 'Metrics without a resource' }}
      columnDefinitions={[
        {
          id: 'name',
          header: 'Metric',
          isRowHeader: true,
          cell: ({ id, name }) => (
            <ScreenLink to={metricPath(id)}>{visibleText(name ?? id)}</ScreenLink>
          ),
        },
        { id: 'unit', header: 'Unit', cell: ({ unit }) => visibleText(unit ?? '–') },
        { id: 'policy', header: 'Policy', cell: (row) => row.archive_policy?.name ?? '–' },
      ]}
    />
  );
}
