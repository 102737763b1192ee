import Box from '@cloudscape-design/components/box';
import { scheduleInWords } from '../../parts/schedule-words.ts';
import { nextRuns } from './schedule.ts';

const shown = 5;

/** What a pattern means: in words, and the next times. Says so if it is not valid. */
export function NextRuns({ pattern, from }: { readonly pattern: string; readonly from: number }) {
  const runs = nextRuns(pattern, from, shown);
  if (runs.length === 0)
    return (
      <Box color="text-status-error">This is no pattern of five cron fields that ever matches.</Box>
    );
  return (
    <Box fontSize="body-s">
      Runs {scheduleInWords(pattern)}, in UTC. Next:
      <ul className="plain-list">
        {runs.map((at) => (
          <li key={at}>{new Date(at).toISOString().slice(0, 16).replace('T', ' ')}</li>
        ))}
      </ul>
    </Box>
  );
}
