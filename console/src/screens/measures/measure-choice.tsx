import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNavigate } from '@tanstack/react-router';
import type { AskedMeasures, FoundMetric } from './metric-item.ts';
import type { MeasureView } from './routes.tsx';
import { granularityText } from './timedelta.ts';

interface MeasureChoiceProps {
  readonly metric: FoundMetric;
  readonly choice: AskedMeasures;
}

const ranges = [1, 6, 24, 168, 720];
const rangeText = (hours: number) => (hours < 48 ? `Last ${hours} h` : `Last ${hours / 24} days`);

/** Aggregation, granularity and range, of what the metric's policy keeps. */
export function MeasureChoice({ metric, choice }: MeasureChoiceProps) {
  const navigate = useNavigate();
  const { aggregation, granularity, hours, id } = choice;
  const set = (change: MeasureView) =>
    void navigate({
      to: '/measures/$id',
      params: { id },
      search: { aggregation, granularity, hours, ...change },
      replace: true,
    });
  const { aggregation_methods: methods = [], definition = [] } = metric.archive_policy ?? {};
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Select
        ariaLabel="Aggregation"
        options={methods.map((value) => ({ value, label: value }))}
        selectedOption={{ value: aggregation, label: aggregation }}
        onChange={({ detail }) => set({ aggregation: detail.selectedOption.value })}
      />
      <Select
        ariaLabel="Granularity"
        options={definition.map((each) => ({
          value: String(each.granularity),
          label: `Every ${granularityText(each.granularity)}`,
        }))}
        selectedOption={{
          value: String(granularity),
          label: `Every ${granularityText(granularity)}`,
        }}
        onChange={({ detail }) => set({ granularity: Number(detail.selectedOption.value) })}
      />
      <Select
        ariaLabel="Range"
        options={ranges.map((each) => ({ value: String(each), label: rangeText(each) }))}
        selectedOption={{ value: String(hours), label: rangeText(hours) }}
        onChange={({ detail }) => set({ hours: Number(detail.selectedOption.value) })}
      />
    </SpaceBetween>
  );
}
