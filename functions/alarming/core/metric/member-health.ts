import { isObject, type Json } from '../../../platform/core/python-json.ts';
import { pythonText } from '../../../platform/core/python-text.ts';
import { isoMicroseconds } from '../../../platform/core/python-datetime.ts';
import type { AlarmState } from '../alarm.ts';
import type { FoundState } from './found-state.ts';
import type { MetricRule } from './metric-rule.ts';

/** The members of a pool as Octavia lists them, or why they are not known. */
export type Members =
  | { readonly kind: 'listed'; readonly members: readonly Json[] }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A new member is in error until its application is up (`member_creation_time` of Aodh). */
const creationSeconds = 120;

/** How many unhealthy members a notice names: it has to fit a row. */
const namedMembers = 100;

/** What the health of a pool's members says (`aodh/evaluator/loadbalancer.py`). */
export function explainMembers(
  rule: Extract<MetricRule, { readonly kind: 'members' }>,
  members: Members,
  { from, nowSeconds }: { readonly from: AlarmState; readonly nowSeconds: number },
): FoundState {
  const unhealthy =
    members.kind === 'listed'
      ? members.members.filter((member) => isUnhealthy(member, nowSeconds))
      : [];
  const to: AlarmState =
    members.kind === 'unknown' ? 'insufficient data' : unhealthy.length > 0 ? 'alarm' : 'ok';
  const last = unhealthy.at(-1) ?? null;
  const words =
    from === to
      ? `Remaining as ${to}`
      : `Transition to ${to} due to ${unhealthy.length} members unhealthy, most recent: ${pythonText(last)}`;
  return {
    state: to,
    reason: members.kind === 'unknown' ? members.reason : words,
    reasonData: {
      type: 'loadbalancer_member_health',
      count: unhealthy.length,
      most_recent: last,
      unhealthy_members: unhealthy.slice(0, namedMembers),
      pool_id: rule.poolId,
      stack_id: rule.document['stack_id'] ?? null,
      asg_id: rule.document['autoscaling_group_id'] ?? null,
    },
    repeats: true,
    why: members.kind === 'unknown' ? members.reason : undefined,
  };
}

function isUnhealthy(member: Json, nowSeconds: number): boolean {
  if (!isObject(member)) return false;
  const createdAt = createdSeconds(member['created_at'] ?? null);
  if (createdAt === undefined || nowSeconds - createdAt < creationSeconds) return false;
  return member['admin_state_up'] === true && member['operating_status'] === 'ERROR';
}

/** Octavia's times are UTC; Aodh drops a zone, if there is one, instead of applying it. */
function createdSeconds(value: Json): number | undefined {
  if (typeof value !== 'string') return undefined;
  const microseconds = isoMicroseconds(value.replace(/(?:Z|[+-]\d{2}:?\d{2})$/, ''));
  return microseconds === undefined ? undefined : Number(microseconds) / 1e6;
}
