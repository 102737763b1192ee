import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import LineChart from '@cloudscape-design/components/line-chart';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { durationText } from '../../parts/duration.ts';
import type { Bucket } from './buckets.ts';
import { durationPoints } from './series.ts';
import { timeText } from './time-text.ts';

interface DurationChartProps {
  readonly buckets: readonly Bucket[];
  /** Functions that ran, most often first. */
  readonly functionIds: readonly string[];
  readonly nameOf: (id: string) => string | undefined;
}

/** How long the runs of a function took: half of them at most p50, 95 of 100 at most p95. */
export function DurationChart({ buckets, functionIds, nameOf }: DurationChartProps) {
  const [chosen, setChosen] = useState<string>();
  const id = chosen ?? functionIds[0];
  const options = functionIds.map((value) => ({ value, label: nameOf(value) ?? value }));
  const lineOf = (percentile: 'p50_ms' | 'p95_ms') => ({
    title: percentile.slice(0, 3),
    type: 'line' as const,
    data: id === undefined ? [] : [...durationPoints(buckets, id, percentile)],
    valueFormatter: durationText,
  });
  return (
    <Container
      fitHeight
      header={
        <Header
          variant="h2"
          actions={
            options.length > 0 && (
              <Select
                ariaLabel="Function"
                selectedOption={options.find(({ value }) => value === id) ?? null}
                options={options}
                expandToViewport
                onChange={({ detail }) => setChosen(detail.selectedOption.value)}
              />
            )
          }
        >
          Durations
        </Header>
      }
    >
      <LineChart
        series={id === undefined ? [] : [lineOf('p50_ms'), lineOf('p95_ms')]}
        xScaleType="time"
        height={180}
        hideFilter
        ariaLabel="Durations of executions"
        xTitle="Time (UTC)"
        yTitle="Duration"
        statusType="finished"
        i18nStrings={{ xTickFormatter: timeText, yTickFormatter: durationText }}
        empty={<Box textAlign="center">No function ran.</Box>}
      />
    </Container>
  );
}
