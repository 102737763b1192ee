import { memoryUsualSources } from '../../fakes/usual-sources.ts';
import { usualSourcesSuite } from './usual-sources.suite.ts';

usualSourcesSuite(async () => memoryUsualSources());
