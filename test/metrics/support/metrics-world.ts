import { metricsApp } from '../../../functions/metrics/http/app.ts';
import type { MetricsPorts } from '../../../functions/metrics/http/metrics-ports.ts';
import type { Caller, Role } from '../../../functions/platform/core/caller.ts';
import { instantOf } from '../../../functions/platform/core/instant.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { memoryMeasureStores } from '../../fakes/measure-stores.ts';
import { memoryIndex } from '../../fakes/metric-index.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';

/** The caller of a request: by default `u1`, a member of `p1`. */
export interface Asking {
  readonly user?: string;
  readonly project?: string;
  readonly role?: Role;
  readonly headers?: Readonly<Record<string, string>>;
}

export const admin = { user: 'ua', project: 'pa', role: 'admin' } as const;

const implied: Readonly<Record<Role, readonly Role[]>> = {
  admin: ['admin', 'member', 'reader'],
  member: ['member', 'reader'],
  reader: ['reader'],
  service: ['service'],
};

const callerOf = (token: string): Caller => {
  const [userId = '', projectId = '', role = 'member'] = token.split('|');
  const roles = Object.entries(implied).find(([name]) => name === role)?.[1] ?? [];
  return { userId, projectId, roles };
};

/** The metrics service in memory; tokens name user, project and role. */
export function metricsWorld(ports: Partial<MetricsPorts> = {}) {
  let time = Date.parse('2026-01-01T00:00:00Z');
  const logged: unknown[] = [];
  const index = memoryIndex();
  const app = metricsApp({
    ...index,
    ...memoryMeasureStores(),
    authenticator: {
      async byToken(token) {
        return token === 'wrong' ? undefined : callerOf(token);
      },
    },
    clock: { now: () => instantOf((time += 1)) },
    ids: nodeIds,
    log: { info() {}, warn() {}, error: (...line) => logged.push(line) },
    payloads: memoryPayloadStore(),
    settings: { publicUrl: 'http://taibai.test' },
    sleep: async () => {},
    ...ports,
  });

  async function send(
    method: string,
    path: string,
    body?: unknown,
    { user = 'u1', project = 'p1', role = 'member', headers = {} }: Asking = {},
  ) {
    const response = await app.request(`http://taibai.test/metric${path}`, {
      method,
      headers: {
        'x-auth-token': `${user}|${project}|${role}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const json = isJson ? JSON.parse(text) : undefined;
    return { status: response.status, json, text, headers: response.headers };
  }

  return {
    app,
    index,
    logged,
    send,
    /** The status of a refusal and what it says. */
    async refusal(...request: Parameters<typeof send>) {
      const { status, json } = await send(...request);
      return [status, json.description];
    },
    /** A resource of the type `generic`. */
    async resource(body: object = {}, asking: Asking = {}) {
      const { status, json } = await send(
        'POST',
        '/v1/resource/generic',
        { id: nodeIds.random(), ...body },
        asking,
      );
      if (status !== 201) throw new Error(`${status} ${JSON.stringify(json)}`);
      return json;
    },
  };
}
