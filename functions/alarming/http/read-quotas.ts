import { alarmLimits } from '../core/alarm-limits.ts';
import type { Json } from '../../platform/core/python-json.ts';
import {
  attributesOf,
  type Body,
  missing,
  readInteger,
  readList,
  readOneOf,
  readTextUpTo,
} from './read-struct.ts';

/** Reads `POST /v2/quotas`: -1 removes the quota, an empty list leaves it unchanged. */
export function readQuotas(json: Json): {
  readonly projectId: string;
  readonly limit: number | 'unlimited' | 'unchanged';
} {
  const body: Body = { argument: 'body', json };
  const given = attributesOf(json, ['project_id', 'quotas'], 'body');
  const project = given['project_id'] ?? null;
  if (project === null) throw missing('project_id');
  const projectId = readTextUpTo(alarmLimits.idCharacters)(project, 'project_id', body, 'body');
  const limits = readList(readQuota, 100)(given['quotas'] ?? [], 'quotas', body, 'body.quotas');
  const limit = limits.at(-1);
  return { projectId, limit: limit === -1 ? 'unlimited' : (limit ?? 'unchanged') };
}

function readQuota(value: Json, _field: string, body: Body, path: string): number {
  const given = attributesOf(value, ['resource', 'limit'], path);
  const resource = given['resource'] ?? null;
  if (resource === null) throw missing('resource');
  readOneOf(['alarms'])(resource, 'resource', body, path);
  const limit = given['limit'] ?? null;
  if (limit === null) throw missing('limit');
  return readInteger(-1)(limit, 'limit', body, path);
}
