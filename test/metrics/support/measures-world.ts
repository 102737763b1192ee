import { compactLane } from '../../../functions/metrics/app/measures/compact-lane.ts';
import type { ArchivePolicy } from '../../../functions/metrics/core/archive-policy.ts';
import type { Metric } from '../../../functions/metrics/core/metric.ts';
import { generic } from '../../../functions/metrics/core/resource-type.ts';
import type { Resource } from '../../../functions/metrics/core/resource.ts';
import { metricsApp } from '../../../functions/metrics/http/app.ts';
import type { MetricsPorts } from '../../../functions/metrics/http/metrics-ports.ts';
import type { MeasurePorts } from '../../../functions/metrics/measure-ports.ts';
import type { Caller, Role } from '../../../functions/platform/core/caller.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { memoryMeasureStores } from '../../fakes/measure-stores.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { standingClock } from '../../support/clock.ts';
import { memoryIndex } from './memory-index.ts';

/** The caller of a request: by default `u1`, a member of `p1`. */
export interface Asking {
  readonly user?: string;
  readonly project?: string;
  readonly role?: Role;
  readonly headers?: Readonly<Record<string, string>>;
}

const callerOf = (token: string): Caller => {
  const [userId = '', projectId = '', role = 'member'] = token.split('|');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tests name roles only
  return { userId, projectId, roles: [role as Role] };
};

export const second = 1_000_000;
export const minute = 60 * second;

/** One minute for ever, all simple methods, and the rate. */
export const minutely: ArchivePolicy = {
  name: 'minutely',
  backWindow: 0,
  definition: [{ granularity: minute, points: null, timespan: null }],
  methods: [
    'mean',
    'sum',
    'last',
    'max',
    'min',
    'std',
    'median',
    'first',
    'count',
    'rate:mean',
    '95pct',
  ],
};

/** The metrics service in memory with measures; tokens name user, project and role. */
export function measuresWorld(stores: MeasurePorts = memoryMeasureStores()) {
  const { index, ...add } = memoryIndex();
  add.addPolicy(minutely);
  const clock = standingClock('2026-11-27T11:00:00.000000Z');
  const payloads = memoryPayloadStore();
  const logged: unknown[] = [];
  const ports: MetricsPorts = {
    ...stores,
    ...index,
    authenticator: {
      byToken: async (token) => (token === 'wrong' ? undefined : callerOf(token)),
    },
    // Each request is a moment after the one before.
    clock: { now: () => clock.advance(0.001) },
    ids: nodeIds,
    log: { info() {}, warn() {}, error: (...line) => logged.push(line) },
    payloads,
    resourceTypes: {
      get: async (name) => (name === generic ? { name, attributes: {}, version: 0 } : undefined),
      list: async () => [],
      create: async () => 'created',
      replace: async () => 'stored',
      remove: async () => 'removed',
    },
    settings: { publicUrl: 'http://taibai.example' },
    async sleep() {},
  };
  const app = metricsApp(ports);

  async function send(method: string, path: string, body?: unknown, asking: Asking = {}) {
    const { user = 'u1', project = 'p1', role = 'member', headers = {} } = asking;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await app.request(`/metric/v1${path}`, {
      method,
      headers: {
        'x-auth-token': `${user}|${project}|${role}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: text }),
    });
    const answer = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: answer === '' ? undefined : JSON.parse(answer),
    };
  }

  return {
    ...add,
    app,
    ports,
    clock,
    payloads,
    logged,
    send,

    metric(id: string, change: Partial<Metric> = {}): string {
      add.addMetric({
        id,
        name: null,
        unit: null,
        policyName: 'minutely',
        creator: { userId: 'u1', projectId: 'p1' },
        resourceId: null,
        ...change,
      });
      return id;
    },

    resource(id: string, change: Partial<Resource> = {}): Resource {
      const resource: Resource = {
        id,
        originalId: id,
        type: 'generic',
        creator: { userId: 'u1', projectId: 'p1' },
        userId: null,
        projectId: null,
        startedAt: '2026-11-27T00:00:00.000000Z',
        endedAt: null,
        revisionStart: '2026-11-27T00:00:00.000000Z',
        attributes: {},
        typeVersion: 1,
        metrics: new Map(),
        revisions: 0,
        incarnation: '1',
        version: 1,
        ...change,
      };
      add.addResource(resource);
      return resource;
    },

    /** Compacts every lane that is due within a day from now, as the sweeper does. */
    async compactAll() {
      clock.advance(300);
      const due = await stores.archives.due(after(clock.now(), 86_400), 1000);
      for (const { key } of due) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await compactLane(ports, key);
        clock.advance(200);
      }
    },
  };
}

/** `[{timestamp, value}]` of values a step apart. */
export const measuresFrom = (start: string, stepSeconds: number, values: readonly unknown[]) =>
  values.map((value, i) => ({
    timestamp: new Date(Date.parse(start) + i * stepSeconds * 1000).toISOString().replace('Z', ''),
    value,
  }));

/** The values of an answer by their times. */
export const valuesOf = (body: readonly (readonly [string, number, number])[]) =>
  body.map(([time, , value]) => [time.slice(11, 19), value]);
