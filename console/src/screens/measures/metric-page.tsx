import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { mayWrite } from '../../api/session.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { Failure } from '../../parts/failure.tsx';
import { ScreenButton } from '../../parts/screen-button.tsx';
import { useTitle } from '../../parts/title.ts';
import { visibleText } from '../../parts/visible-text.ts';
import { useSession } from '../../shell/session-context.ts';
import { MeasureChoice } from './measure-choice.tsx';
import { type FoundMetric, measuresQuery, metricQuery } from './metric-item.ts';
import type { MeasureView } from './routes.tsx';
import { WatchingTable } from './watching-table.tsx';

const route = getRouteApi('/measures/$id');
const MeasureChart = lazy(() =>
  import('./measure-chart.tsx').then((chart) => ({ default: chart.MeasureChart })),
);

/** One metric: its measures over time, and the alarms that look at it. */
export function MetricPage() {
  const { id } = route.useParams();
  const mine = mayWrite(useSession());
  const { data, error, refetch } = useQuery(metricQuery(id));
  const name = data?.name ?? (data ? id : 'Metric');
  useTitle(name);
  const resource = data?.resource;
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={
          resource
            ? `Of ${visibleText(resource.type)} ${visibleText(resource.original_resource_id)}`
            : data && 'Without a resource'
        }
        actions={
          data?.name &&
          resource && (
            <ScreenButton
              to="/alarms/new"
              search={{ metric: data.name, resource: resource.id }}
              disabled={!mine}
              disabledReason="Readers may not make alarms."
            >
              Make an alarm
            </ScreenButton>
          )
        }
      >
        {visibleText(name)}
      </Header>
      {error && <Failure of={error} retry={() => void refetch()} />}
      {data && <Measures metric={data} />}
      {data && <WatchingTable metric={data} />}
    </SpaceBetween>
  );
}

/** What the address asks for, as far as the metric's policy keeps it. */
function choiceOf(metric: FoundMetric, { aggregation, granularity, hours }: MeasureView) {
  const { aggregation_methods: methods = [], definition = [] } = metric.archive_policy ?? {};
  const kept = definition.map((each) => each.granularity);
  return {
    id: metric.id,
    aggregation: methods.find((method) => method === aggregation) ?? methods[0] ?? 'mean',
    granularity: kept.find((each) => each === granularity) ?? Math.min(...kept, 86_400),
    hours: hours ?? 24,
  };
}

function Measures({ metric }: { readonly metric: FoundMetric }) {
  const choice = choiceOf(metric, route.useSearch());
  const { data, error, refetch } = useQuery(measuresQuery(choice));
  const { id, aggregation, granularity } = choice;
  return (
    <Container
      header={
        <Header variant="h2" actions={<MeasureChoice metric={metric} choice={choice} />}>
          Measures
        </Header>
      }
    >
      <SpaceBetween size="s">
        {error && <Failure of={error} retry={() => void refetch()} />}
        <div className="chart-place">
          <Suspense>
            <MeasureChart measures={data} unit={metric.unit} hours={choice.hours} />
          </Suspense>
        </div>
        <CommandLine
          command={`gnocchi measures show --aggregation ${aggregation} --granularity ${granularity} ${id}`}
        />
      </SpaceBetween>
    </Container>
  );
}
