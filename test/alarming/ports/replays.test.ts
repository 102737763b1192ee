import { memoryReplays } from '../../fakes/replays.ts';
import { replaySuite } from './replays.suite.ts';

replaySuite('memory', async (clock) => {
  const replays = memoryReplays(clock);
  return { replays, due: replays };
});
