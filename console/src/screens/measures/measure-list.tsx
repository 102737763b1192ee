import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { FilterInput } from '../../parts/filter-input.tsx';
import { useTitle } from '../../parts/title.ts';
import { useSession } from '../../shell/session-context.ts';
import { LooseMetrics } from './loose-metrics.tsx';
import { MetricChoice } from './metric-choice.tsx';
import { resourcesQuery } from './metric-item.ts';
import { NamedMetrics } from './named-metrics.tsx';
import { ResourceTable } from './resource-table.tsx';
import './measures.css';

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
  const { resource, metric } = route.useSearch();
  const navigate = route.useNavigate();
  const found = useQuery(resourcesQuery(resource));
  const set = (change: { resource?: string | undefined; metric?: string | undefined }) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true });
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description="What is measured, by resource and by name">
        Measures
      </Header>
      <div className="measure-filters">
        <FilterInput
          label="Resource"
          placeholder="Part of a resource’s name"
          value={resource}
          onChange={(part) => set({ resource: part })}
        />
        <MetricChoice
          value={metric}
          resources={found.data ?? []}
          onChange={(name) => set({ metric: name })}
        />
      </div>
      {metric === undefined ? (
        <>
          <ResourceTable found={found} part={resource} />
          <LooseMetrics />
        </>
      ) : (
        <NamedMetrics name={metric} resource={resource} />
      )}
    </SpaceBetween>
  );
}
