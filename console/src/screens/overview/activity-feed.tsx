import Box from '@cloudscape-design/components/box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as z from 'zod';
import { requestJson } from '../../api/request.ts';
import { activityEntry, type ActivityEntry, useNews } from '../../live/activity.tsx';
import { AlarmState } from '../../parts/alarm-state.tsx';
import { DeliveryState } from '../../parts/delivery-state.tsx';
import { ExecutionStatus } from '../../parts/execution-status.tsx';
import { Failure } from '../../parts/failure.tsx';
import { HitOutcome } from '../../parts/hit-outcome.tsx';
import { Instant } from '../../parts/instant.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { visibleText } from '../../parts/visible-text.ts';
import { lineOf, newestOf } from './activity-line.ts';

const shownEntries = 14;
const feed = z.object({ items: z.array(activityEntry) });

/** The newest of what happened in the project, live. */
export function ActivityFeed() {
  const [came, setCame] = useState<readonly ActivityEntry[]>([]);
  const first = useQuery({
    queryKey: ['activity', 'newest'],
    queryFn: ({ signal }) => requestJson('/taibai/v1/activity', feed, { signal }),
    staleTime: Infinity,
    gcTime: 0,
  });
  useNews(['event', 'hit', 'firing', 'delivery', 'execution'], (news) =>
    setCame((now) => [...now, ...news].slice(-200)),
  );
  if (first.error) return <Failure of={first.error} retry={() => void first.refetch()} />;
  const entries = newestOf([...(first.data?.items ?? []), ...came], shownEntries);
  return (
    <ul className="feed" aria-label="Activity" aria-busy={first.isPending}>
      {entries.map((entry) => (
        <FeedLine key={`${entry.kind} ${entry.id}`} entry={entry} />
      ))}
      {first.isSuccess && entries.length === 0 && (
        <Box color="text-body-secondary">Nothing has happened yet.</Box>
      )}
    </ul>
  );
}

function FeedLine({ entry }: { readonly entry: ActivityEntry }) {
  const line = lineOf(entry);
  if (!line) return null;
  return (
    <li>
      <Instant at={entry.at} />
      <StateOf entry={entry} state={line.state} />
      <ScreenLink to={line.path}>{visibleText(line.name)}</ScreenLink>
    </li>
  );
}

function StateOf({
  entry,
  state,
}: {
  readonly entry: ActivityEntry;
  readonly state: string | null;
}) {
  if (entry.kind === 'delivery') return <DeliveryState state={state} />;
  if (entry.kind === 'execution') return <ExecutionStatus status={state ?? 'pending'} />;
  if (entry.kind === 'hit') return <HitOutcome outcome={state ?? 'hit'} />;
  if (entry.kind === 'firing') return <AlarmState state={state?.split(' → ')[1] ?? 'alarm'} />;
  return <span>event</span>;
}
