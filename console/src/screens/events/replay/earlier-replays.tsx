import Box from '@cloudscape-design/components/box';
import { useQuery } from '@tanstack/react-query';
import { Failure } from '../../../parts/failure.tsx';
import { Instant } from '../../../parts/instant.tsx';
import { ScreenLink } from '../../../parts/screen-link.tsx';
import { replaysQuery } from './replay-item.ts';
import { replayWords } from './replay-words.ts';

/** The last replays, each with a link to what became of it. */
export function EarlierReplays() {
  const { data, error, refetch } = useQuery(replaysQuery);
  if (error) return <Failure of={error} retry={() => void refetch()} />;
  if (data?.length === 0) return <Box color="text-body-secondary">None yet.</Box>;
  return (
    <ul className="plain-list">
      {(data ?? []).map((replay) => (
        <li key={replay.id}>
          <ScreenLink to="/events" search={{ replay: replay.id }}>
            {replay.id.slice(0, 8)}
          </ScreenLink>{' '}
          <Instant at={replay.created_at} />: {replayWords(replay)}
        </li>
      ))}
    </ul>
  );
}
