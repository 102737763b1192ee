import AreaChart from '@cloudscape-design/components/area-chart';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { visibleText } from '../../parts/visible-text.ts';
import { timeText } from './time-text.ts';
import type { NamedSeries } from './series.ts';

interface CountChartProps {
  readonly title: string;
  readonly series: readonly NamedSeries[];
  /** What to call a series; by its id if it has no name. */
  readonly nameOf?: (id: string) => string | undefined;
  readonly empty: string;
}

/** How often something happened, over time and one above the other. */
export function CountChart({ title, series, nameOf, empty }: CountChartProps) {
  const total = series.reduce((sum, one) => sum + one.total, 0);
  return (
    <Container
      fitHeight
      header={
        <Header variant="h2" counter={`(${total.toLocaleString('en')})`}>
          {title}
        </Header>
      }
    >
      <AreaChart
        series={series.map(({ id, points }) => ({
          title: visibleText(nameOf?.(id) ?? id),
          type: 'area',
          data: [...points],
        }))}
        xScaleType="time"
        height={180}
        hideFilter
        ariaLabel={title}
        xTitle="Time (UTC)"
        yTitle="Count"
        statusType="finished"
        i18nStrings={{ xTickFormatter: timeText }}
        empty={<Box textAlign="center">{empty}</Box>}
      />
    </Container>
  );
}
