import { memoryReplays } from '../../fakes/replays.ts';
import { replaySuite } from './replays.suite.ts';

replaySuite('memory', async (clock) => memoryReplays(clock));
