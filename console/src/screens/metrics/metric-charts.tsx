import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { functionsQuery } from '../../api/engine/functions.ts';
import { Instant } from '../../parts/instant.tsx';
import { callingAlarmsQuery } from '../webhooks/callers.ts';
import type { Bucket } from './buckets.ts';
import { CountChart } from './count-chart.tsx';
import { DurationChart } from './duration-chart.tsx';
import { countSeries, runsOf } from './series.ts';

interface MetricChartsProps {
  readonly of: {
    readonly buckets: readonly Bucket[];
    readonly complete: boolean;
    readonly examined_from: string | null;
    readonly from: number;
    readonly to: number;
    readonly step: number;
  };
}

/** The charts of a range, and since when they are whole. */
export function MetricCharts({ of }: MetricChartsProps) {
  const functions = useQuery(functionsQuery);
  const alarms = useQuery(callingAlarmsQuery);
  const functionName = (id: string) =>
    functions.data?.find((fn) => fn.id === id)?.name ?? undefined;
  const alarmName = (id: string) => alarms.data?.find((one) => one.alarm_id === id)?.name;
  const runs = countSeries(of.buckets, of, runsOf);
  return (
    <SpaceBetween size="m">
      {!of.complete && (
        <Alert type="warning">
          There was more than one request may count. Figures are whole since{' '}
          <Instant at={of.examined_from} />, and too low before that.
        </Alert>
      )}
      <div className="charts">
        <CountChart
          title="Events by type"
          series={countSeries(of.buckets, of, ({ events }) => events)}
          empty="No event came."
        />
        <CountChart
          title="Firings by alarm"
          series={countSeries(of.buckets, of, ({ firings }) => firings)}
          nameOf={alarmName}
          empty="No alarm fired."
        />
        <CountChart
          title="Deliveries by outcome"
          series={countSeries(of.buckets, of, ({ deliveries }) => deliveries)}
          empty="Nothing was delivered."
        />
        <CountChart
          title="Executions by function"
          series={runs}
          nameOf={functionName}
          empty="No function ran."
        />
        <DurationChart
          buckets={of.buckets}
          functionIds={runs.map(({ id }) => id).filter((id) => id !== 'other')}
          nameOf={functionName}
        />
      </div>
    </SpaceBetween>
  );
}
