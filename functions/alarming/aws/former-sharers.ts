import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { entityOf } from '../../platform/aws/dynamo.ts';
import { readsOf } from '../../platform/aws/reads.ts';
import { systemClock } from '../../platform/node/clock.ts';
import type { Sharer } from '../core/rule/rule-place.ts';
import type { FormerSharers } from '../rule-ports.ts';
import { sharePartition } from './sharer-spots.ts';

/** The rows by which release 0.2 found sharers. */
export function dynamoFormerSharers(client: DynamoDBDocumentClient, table: string): FormerSharers {
  const reads = readsOf(client, table, systemClock);
  return {
    async of(share) {
      const rows = await reads.readPartition(sharePartition(share));
      return rows.map((row) => entityOf<{ sharer: Sharer }>(row).sharer);
    },
  };
}
