import Box from '@cloudscape-design/components/box';
import LineChart from '@cloudscape-design/components/line-chart';
import { useMemo } from 'react';
import { thinned } from './thinned.ts';

interface MeasureChartProps {
  readonly measures: readonly { readonly at: Date; readonly value: number | null }[] | undefined;
  readonly unit: string | null;
  readonly hours: number;
}

/** Points that the chart draws: more are not seen, and make it slow. */
const mostPoints = 500;

const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric' });

/** The measures of a metric over time. */
export function MeasureChart({ measures, unit, hours }: MeasureChartProps) {
  const points = useMemo(
    () =>
      thinned(
        (measures ?? []).flatMap(({ at, value }) => (value === null ? [] : [{ x: at, y: value }])),
        mostPoints,
      ),
    [measures],
  );
  return (
    <LineChart
      height={260}
      hideFilter
      hideLegend
      xScaleType="time"
      ariaLabel="Measures over time"
      xTitle="Time"
      yTitle={unit ?? 'Value'}
      statusType={measures ? 'finished' : 'loading'}
      loadingText="Loading"
      series={[{ title: unit ?? 'Value', type: 'line', data: points }]}
      i18nStrings={{
        xTickFormatter: (at) => (hours <= 24 ? clock : day).format(at),
        detailPopoverDismissAriaLabel: 'Close',
      }}
      empty={<Box textAlign="center">No measure in this range.</Box>}
    />
  );
}
