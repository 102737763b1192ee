import { randomUUID } from 'node:crypto';
import type { ArchivePolicy } from '../../../functions/metrics/core/archive-policy.ts';
import type { Metric } from '../../../functions/metrics/core/metric.ts';
import type { ResourceType } from '../../../functions/metrics/core/resource-type.ts';
import type { Resource } from '../../../functions/metrics/core/resource.ts';
import type { ResourceChange } from '../../../functions/metrics/ports.ts';

export const aPolicy = (over: Partial<ArchivePolicy> = {}): ArchivePolicy => ({
  name: `policy-${randomUUID()}`,
  backWindow: 0,
  definition: [{ granularity: 60_000_000, points: 60, timespan: 3_600_000_000 }],
  methods: ['mean'],
  ...over,
});

export const aType = (over: Partial<ResourceType> = {}): ResourceType => ({
  name: `type-${randomUUID()}`,
  attributes: { host: { type: 'string', minLength: 0, maxLength: 255, required: false, since: 1 } },
  version: 1,
  ...over,
});

export const aResource = (over: Partial<Resource> = {}): Resource => {
  const id = over.id ?? randomUUID();
  return {
    id,
    originalId: id,
    type: 'generic',
    creator: { userId: 'u1', projectId: 'p1' },
    userId: null,
    projectId: null,
    startedAt: '2026-01-01T00:00:00.000000Z',
    endedAt: null,
    revisionStart: '2026-01-01T00:00:00.000000Z',
    attributes: {},
    typeVersion: 1,
    metrics: new Map(),
    revisions: 0,
    incarnation: randomUUID(),
    version: 1,
    ...over,
  };
};

export const aMetric = (over: Partial<Metric> = {}): Metric => ({
  id: randomUUID(),
  name: null,
  unit: null,
  policyName: 'low',
  creator: { userId: 'u1', projectId: 'p1' },
  resourceId: null,
  ...over,
});

export const noMetrics = { created: [], attached: [], detached: [], removed: [] } as const;

/** A change of a resource, by default of nothing but its version. */
export const aChange = (
  seen: Resource,
  over: Partial<Resource> = {},
  rest: Partial<ResourceChange> = {},
): ResourceChange => ({
  seen,
  next: { ...seen, version: seen.version + 1, ...over },
  revised: false,
  metrics: noMetrics,
  ...rest,
});
