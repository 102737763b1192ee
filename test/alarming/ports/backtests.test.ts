import { memoryBacktests } from '../../fakes/backtests.ts';
import { backtestSuite } from './backtests.suite.ts';

backtestSuite('memory', async (clock) => memoryBacktests(clock));
