import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { compressedText, fitsInRow, textIn } from '../../platform/aws/compressed-text.ts';
import { queryAll } from '../../platform/aws/dynamo.ts';
import { keyOf, rowReader } from '../../platform/aws/row-reader.ts';
import { inserting, statementWriter } from '../../platform/aws/statement-writer.ts';
import type { Payload } from '../../platform/core/payload.ts';
import type { RowId } from '../execution-ports.ts';

/** A text as a row refers to it: in the row itself, in S3, or in an item of its own beside the row. */
export type StoredText = Payload | { readonly item: string };

const partition = (projectId: string) => `P#${projectId}#text`;
const textKey = ({ projectId, id }: RowId, name: string) => ({
  pk: partition(projectId),
  sk: `${id}#${name}`,
});

/** Reads the texts of executions: for Lambdas that may not write. */
export function executionTextReader(client: DynamoDBDocumentClient, table: string) {
  const read = rowReader(client, table);
  return {
    async load(owner: RowId, stored: StoredText | null): Promise<Payload | null> {
      if (stored === null || !('item' in stored)) return stored;
      const row = await read(textKey(owner, stored.item));
      if (!row) throw new Error(`execution ${owner.id} has lost its ${stored.item}`);
      return { text: await textIn(row) };
    },
  };
}

/** The texts of executions, in the table of executions: compressed, because most are JSON. */
export function executionTexts(client: DynamoDBDocumentClient, table: string) {
  const write = statementWriter(client);

  return {
    ...executionTextReader(client, table),

    /** Stores a text under a name that is new, or was given to the same text before. */
    async store(
      owner: RowId,
      payload: Payload | null,
      { name, ttl }: { readonly name: string; readonly ttl: number },
    ): Promise<StoredText | null> {
      if (payload === null || 'key' in payload) return payload;
      if (fitsInRow(payload.text)) return payload;
      const item = { ...textKey(owner, name), v: 1, ttl, ...(await compressedText(payload.text)) };
      await write(inserting(table, item));
      return { item: name };
    },

    /** Leaves empty items until they expire, so that a message that comes late does not store a text again. */
    async remove(owner: RowId): Promise<void> {
      const rows = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :owner)',
        ProjectionExpression: 'pk, sk',
        ExpressionAttributeValues: { ':pk': partition(owner.projectId), ':owner': `${owner.id}#` },
      });
      await Promise.all(
        rows.map((row) =>
          client.send(
            new UpdateCommand({
              TableName: table,
              Key: keyOf(row),
              UpdateExpression: 'REMOVE compressed',
              ConditionExpression: 'attribute_exists(pk)',
            }),
          ),
        ),
      );
    },
  };
}
