import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { shapesIn, shapesKey, slotName, versionKey } from '../../events/aws/candidate-rows.ts';
import { keyOfRule, slotOf } from '../../events/core/candidate-key.ts';
import { lackingShape } from '../../events/core/candidate-shapes.ts';
import { writesIf } from '../../platform/aws/conditional-write.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import type { SharedPlace, SharerSpot } from '../core/rule/rule-place.ts';

/** Tells the readers of candidates which of a project's rows have changed. */
export function candidateAnnouncements(client: DynamoDBDocumentClient, table: string) {
  const read = rowReader(client, table);

  /** Makes the shape known, and returns how many are. */
  async function knowShape(projectId: string, shape: string): Promise<number> {
    const known = shapesIn(await read(shapesKey(projectId)));
    const lacking = lackingShape(known, shape);
    if (lacking === undefined) return known.size;
    const add = new UpdateCommand({
      TableName: table,
      Key: shapesKey(projectId),
      UpdateExpression: 'ADD shapes :shape SET v = :v',
      ExpressionAttributeValues: { ':shape': new Set([lacking]), ':v': 1 },
      ReturnValues: 'ALL_NEW',
    });
    return shapesIn((await client.send(add)).Attributes).size;
  }

  /** False if more shapes were counted than these: whoever counts again must have read them. */
  const count = (projectId: string, slot: number, shapes: number): Promise<boolean> =>
    writesIf(() =>
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: versionKey(projectId),
          UpdateExpression: 'ADD #slot :one SET shapes = :shapes, v = :v',
          ConditionExpression: 'attribute_not_exists(shapes) OR shapes <= :shapes',
          ExpressionAttributeNames: { '#slot': slotName(slot) },
          ExpressionAttributeValues: { ':one': 1, ':shapes': shapes, ':v': 1 },
        }),
      ),
    );

  return {
    async place({ projectId, rule }: SharedPlace): Promise<void> {
      const key = keyOfRule(rule.event);
      if (!key) return;
      let counted = false;
      while (!counted) {
        // oxlint-disable-next-line no-await-in-loop -- again with the shapes that another writer has added
        const shapes = await knowShape(projectId, key.shape);
        // oxlint-disable-next-line no-await-in-loop -- see above
        counted = await count(projectId, slotOf(key.text), shapes);
      }
    },

    /** After rows at these spots were removed. Nothing is missed if this fails. */
    async removal(spots: readonly SharerSpot[]): Promise<void> {
      const updates = spots.flatMap(({ projectId, slot }) =>
        slot === undefined
          ? []
          : [
              new UpdateCommand({
                TableName: table,
                Key: versionKey(projectId),
                UpdateExpression: 'ADD #slot :one',
                ExpressionAttributeNames: { '#slot': slotName(slot) },
                ExpressionAttributeValues: { ':one': 1 },
              }),
            ],
      );
      await Promise.all(updates.map((update) => client.send(update)));
    },
  };
}
