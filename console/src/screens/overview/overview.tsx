import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNews } from '../../live/activity.tsx';
import { Failure } from '../../parts/failure.tsx';
import { instantOf } from '../../parts/instants.ts';
import { ScreenButton } from '../../parts/screen-button.tsx';
import { useTitle } from '../../parts/title.ts';
import { ActivityFeed } from './activity-feed.tsx';
import { FailedTable } from './failed-table.tsx';
import { FirstSteps } from './first-steps.tsx';
import { OverviewTiles } from './overview-tiles.tsx';
import { countingPause, overviewQuery } from './overview-item.ts';
import { counted, type Counting, countingFrom } from './overview-news.ts';

/** How often what happens may ask for the numbers again. */
const freshMilliseconds = 5_000;

const clockTime = (at: string): string =>
  new Date(instantOf(at)).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

/** What happened in the last hour, whether anything is wrong, and what to do first. */
export function Overview() {
  useTitle('Overview');
  const { data: found, dataUpdatedAt, error, refetch } = useQuery(overviewQuery);
  const [counting, setCounting] = useState<Counting>();
  // What was counted again takes the place of what was counted here.
  const begun = found && countingFrom(found);
  const now = begun && begun.at === counting?.at ? counting : begun;
  useNews(['event', 'firing', 'delivery', 'execution'], (news) => {
    if (now) setCounting(counted(now, news));
    if (Date.now() - dataUpdatedAt > countingPause(found, freshMilliseconds)) void refetch();
  });
  const data = now?.numbers;
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={
          data ? `This project since ${clockTime(data.since)}` : 'The last hour of this project'
        }
        actions={
          <ScreenButton to="/events" search={{ send: 'new' }}>
            Send event
          </ScreenButton>
        }
      >
        Overview
      </Header>
      {error && <Failure of={error} retry={() => void refetch()} />}
      <OverviewTiles numbers={data} />
      {data && <FirstSteps numbers={data} />}
      <ColumnLayout columns={2} minColumnWidth={480}>
        {!(error && !data) && <FailedTable failed={data?.failures} />}
        <Container
          header={
            <Header variant="h2" description="As it comes">
              Activity
            </Header>
          }
        >
          <ActivityFeed />
        </Container>
      </ColumnLayout>
    </SpaceBetween>
  );
}
