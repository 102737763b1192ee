import type { KnownSources } from '../../core/metric/watching.ts';
import type { MeasureSources } from '../../measure-ports.ts';

export const knownSources = (sources: MeasureSources): KnownSources => ({
  windows: sources.windows !== undefined || sources.watches !== undefined,
  prometheus: sources.prometheus !== undefined,
  members: sources.members !== undefined,
});
