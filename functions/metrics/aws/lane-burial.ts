import { DeleteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { transact, writesIf } from '../../platform/aws/conditional-write.ts';
import type { RowKey } from '../../platform/aws/row-reader.ts';
import { slices } from '../../platform/core/slices.ts';
import type { Lane } from '../core/storage/lane.ts';
import type { ArchiveStore } from '../measure-ports.ts';
import { archivesKey, directoryKey, seriesKey } from './measure-keys.ts';

const atOnce = 25;

/** Removes the rows of a lane: first what leads to it, then the lane in one transaction, unless somebody changed it. */
export function laneBurial(
  client: DynamoDBDocumentClient,
  table: string,
): Pick<ArchiveStore, 'bury'> {
  /** A name may lead to a metric of another lane by now. */
  const forget = (key: RowKey, laneId: string) =>
    writesIf(() =>
      client.send(
        new DeleteCommand({
          TableName: table,
          Key: key,
          ConditionExpression: 'lane = :lane',
          ExpressionAttributeValues: { ':lane': laneId },
        }),
      ),
    );

  return {
    async bury({ id, version, members }: Lane, generation) {
      const keys = members.flatMap(({ metricId, resourceId, name }) => [
        seriesKey({ kind: 'metric', metricId }),
        ...(resourceId === null || name === null
          ? []
          : [seriesKey({ kind: 'named', resourceId, name })]),
      ]);
      // oxlint-disable-next-line no-await-in-loop -- a bounded number at a time
      for (const some of slices(keys, atOnce))
        await Promise.all(some.map((key) => forget(key, id)));
      const outcome = await transact(client, [
        {
          Delete: {
            TableName: table,
            Key: directoryKey(id),
            ConditionExpression: 'version = :seen',
            ExpressionAttributeValues: { ':seen': version },
          },
        },
        {
          Delete: {
            TableName: table,
            Key: archivesKey(id),
            ConditionExpression: 'generation = :generation',
            ExpressionAttributeValues: { ':generation': generation },
          },
        },
      ]);
      return outcome.kind === 'committed' ? 'buried' : 'stale';
    },
  };
}
