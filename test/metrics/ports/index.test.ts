import { describe } from 'vitest';
import { memoryIndex } from '../../fakes/metric-index.ts';
import { indexSuite } from './index.suite.ts';

describe('the index of metrics in memory', () => {
  indexSuite(memoryIndex);
});
