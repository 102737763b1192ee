import { isArray, isObject, type Json, loads } from '../../platform/core/python-json.ts';
import { fairSlots } from '../../platform/app/fair-slots.ts';
import { exchange } from '../../platform/node/exchange.ts';
import type { Members } from '../core/metric/member-health.ts';
import type { MeasureSources } from '../measure-ports.ts';
import { questionsAtOnce } from './questions-at-once.ts';

const defaultLimits = {
  connectMilliseconds: 2000,
  totalMilliseconds: 5000,
  answerBytes: 2_000_000,
};

/** Lists the members of a project's pools in Octavia, as the service user. */
export function octaviaClient(
  access: {
    /** Without `/v2.0`. */
    readonly url: string;
    readonly token: () => Promise<string>;
  },
  limits = defaultLimits,
): NonNullable<MeasureSources['members']> {
  const inSlot = fairSlots(questionsAtOnce);
  const get = async (path: string, signal: AbortSignal) => {
    const headers = { accept: 'application/json', 'x-auth-token': await access.token() };
    const url = new URL(`${access.url}/v2.0/lbaas/pools/${path}`);
    const call = { method: 'GET', url, addresses: undefined, headers, body: '' } as const;
    return exchange({ ...call, ...limits, signal });
  };
  return async (projectId, poolId) => {
    const signal = AbortSignal.timeout(limits.totalMilliseconds);
    const id = encodeURIComponent(poolId);
    try {
      const { pool, members } = await inSlot({ group: projectId, signal }, async () => ({
        pool: await get(id, signal),
        members: await get(`${id}/members`, signal),
      }));
      if (pool.status !== 200) return unknown(pool.text);
      // The service user may read every project's pools; the alarm may not.
      if (member(loads(pool.text), 'pool', 'project_id') !== projectId)
        return unknown(`Pool ${poolId} not found.`);
      const listed = members.status === 200 ? member(loads(members.text), 'members') : null;
      return listed !== null && isArray(listed)
        ? { kind: 'listed', members: listed }
        : unknown(members.text);
    } catch {
      return unknown('failed to communicate with load balancing service');
    }
  };
}

const member = (json: Json, ...names: readonly string[]): Json =>
  names.reduce<Json>((value, name) => (isObject(value) ? (value[name] ?? null) : null), json);

const reasonCharacters = 500;
const unknown = (reason: string): Members => ({
  kind: 'unknown',
  reason: reason.slice(0, reasonCharacters),
});
