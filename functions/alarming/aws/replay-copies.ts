import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { compressedText, textIn } from '../../platform/aws/compressed-text.ts';
import { conditionally } from '../../platform/aws/conditional-write.ts';
import { entityOf, queryAll, type Row, secondsOf } from '../../platform/aws/dynamo.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import { type CopyOutcome, type Replay, replayExpiry } from '../core/replay/replay.ts';
import type { ReplayStore } from '../stored-event-ports.ts';

/** A run's rows have a partition of their own, so that an expired replay of the same id leaves none. */
const partition = ({ projectId, id, run }: Replay): string => `P#${projectId}#replay#${id}#${run}`;
const planPlace = 'plan';
const copyPrefix = 'copy#';
const placeOf = (position: number): string => `${copyPrefix}${String(position).padStart(6, '0')}`;

type CopyRow = { readonly sk: string; readonly outcome: CopyOutcome };

const rowOf = (replay: Replay, sk: string, content: Row): Row => ({
  pk: partition(replay),
  sk,
  v: 1,
  ...content,
  ttl: secondsOf(replayExpiry(replay)),
});

/** The events of replays and what became of their copies, in the table of alarms. */
export function dynamoReplayCopies(
  client: DynamoDBDocumentClient,
  table: string,
): Pick<ReplayStore, 'claim' | 'getPlan' | 'outcomes' | 'putPlan' | 'refuse'> {
  const read = rowReader(client, table);
  return {
    async putPlan(replay, plan) {
      const content = 'text' in plan ? await compressedText(plan.text) : { object: plan.key };
      const row = rowOf(replay, planPlace, content);
      await client.send(new PutCommand({ TableName: table, Item: row }));
    },

    async getPlan(replay) {
      const row = await read({ pk: partition(replay), sk: planPlace });
      if (!row) return undefined;
      const { object } = row;
      return typeof object === 'string' ? { key: object } : { text: await textIn(row) };
    },

    async claim(replay, position, outcome) {
      const put = new PutCommand({
        TableName: table,
        Item: rowOf(replay, placeOf(position), { outcome }),
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      const written = await conditionally(() => client.send(put));
      return written.kind === 'unmet' && written.found
        ? entityOf<CopyRow>(written.found).outcome
        : outcome;
    },

    async refuse(replay, position) {
      const row = rowOf(replay, placeOf(position), { outcome: 'refused' });
      await client.send(new PutCommand({ TableName: table, Item: row }));
    },

    async outcomes(replay) {
      const rows = await queryAll(client, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': partition(replay), ':prefix': copyPrefix },
      });
      return new Map(
        rows
          .map((row) => entityOf<CopyRow>(row))
          .map(({ sk, outcome }) => [Number(sk.slice(copyPrefix.length)), outcome]),
      );
    },
  };
}
