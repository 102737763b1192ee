import { createHash } from 'node:crypto';
import { entityOf, type Row, secondsOf } from '../../platform/aws/dynamo.ts';
import { after, type Instant } from '../../platform/core/instant.ts';
import type { IdleHit } from '../core/decision/idle-hit.ts';
import { historyShardOf, historyShards } from './history-rows.ts';

/** As long as deliveries and executions, to which hits lead. */
const hitDays = 30;

/**
 * What the hits of a message id have in common in the index by kind: the rows of hits without effect, and the
 * history entries of firings. Both have keys that begin with the time.
 */
export const messageKind = (projectId: string, messageId: string): string =>
  `M#${createHash('sha256')
    .update(JSON.stringify([projectId, messageId]))
    .digest('hex')
    .slice(0, 32)}`;

/** Spread as the history is, by alarm. */
export const idleHitPartitions = (projectId: string): readonly string[] =>
  Array.from({ length: historyShards }, (_, shard) => partition(projectId, shard));

const partition = (projectId: string, shard: number): string => `P#${projectId}#hit#${shard}`;

/** A hit as its row holds it: id and project are in the key. */
type StoredHit = Omit<IdleHit, 'id' | 'projectId'>;

export function idleHitRow(hit: IdleHit, now: Instant): Row {
  const { id, projectId, ...rest } = hit;
  return {
    pk: partition(projectId, historyShardOf(hit.alarmId)),
    sk: id,
    v: 1,
    kind: messageKind(projectId, hit.messageId),
    hit: rest,
    ttl: secondsOf(after(now, hitDays * 86_400)),
  };
}

export function idleHitOf(row: Row): IdleHit {
  const { pk, sk, hit } = entityOf<{ pk: string; sk: string; hit: StoredHit }>(row);
  return { ...hit, id: sk, projectId: pk.slice('P#'.length).replace(/#hit#\d+$/, '') };
}
