import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Failure } from '../../parts/failure.tsx';
import { LoadingSpace } from '../../parts/loading-space.tsx';
import { useTitle } from '../../parts/title.ts';
import { metricsQuery } from './buckets.ts';
import { MetricCharts } from './metric-charts.tsx';

const route = getRouteApi('/metrics');

export function MetricScreen() {
  useTitle('Activity by time');
  const { period = 'minute' } = route.useSearch();
  const navigate = route.useNavigate();
  const found = useQuery(metricsQuery(period));
  return (
    <SpaceBetween size="m">
      <Header
        variant="h1"
        actions={
          <SegmentedControl
            label="Range"
            selectedId={period}
            options={[
              { id: 'minute', text: 'Last hour' },
              { id: 'hour', text: 'Last two days' },
            ]}
            onChange={({ detail }) =>
              void navigate({
                search: { period: detail.selectedId === 'hour' ? 'hour' : undefined },
              })
            }
          />
        }
      >
        Activity by time
      </Header>
      {found.error && <Failure of={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSpace lines={30} />}
      {found.data && <MetricCharts of={found.data} />}
    </SpaceBetween>
  );
}
