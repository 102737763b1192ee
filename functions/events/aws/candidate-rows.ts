import { createHash } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { entityOf, queryAll, type Row } from '../../platform/aws/dynamo.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import type { Candidate, CandidateRows } from '../candidate-ports.ts';
import { candidateFormat, type CandidateKey, candidateSlots } from '../core/candidate-key.ts';

/** The partition of the alarms that are found by a key. The format is in it: keys of two formats never mix. */
export const candidatePartition = (projectId: string, { text }: CandidateKey): string =>
  `R#key${candidateFormat}#${createHash('sha256')
    .update(JSON.stringify([projectId, text]))
    .digest('hex')
    .slice(0, 32)}`;

const projectPartition = (projectId: string) => `R#candidates${candidateFormat}#${projectId}`;
export const versionKey = (projectId: string) => ({
  pk: projectPartition(projectId),
  sk: 'version',
});
export const shapesKey = (projectId: string) => ({ pk: projectPartition(projectId), sk: 'shapes' });

/** Says which format every place of the table has at least. */
export const formatKey = { pk: 'R#format', sk: 'format' };

/** The attribute of a slot's counter in the version item. */
export const slotName = (slot: number) => `s${slot}`;

export const isWhole = (row: Row | undefined): boolean => row?.['format'] === candidateFormat;

/** Reads the rows of candidates, in the table of alarms. Writing is the part of alarming. */
export function dynamoCandidateRows(client: DynamoDBDocumentClient, table: string): CandidateRows {
  const read = rowReader(client, table);
  let whole = false;

  /** The rows of release 0.2 never come back, so that this is asked for until it is so. */
  const isComplete = async (): Promise<boolean> => {
    whole ||= isWhole(await read(formatKey));
    return whole;
  };

  return {
    async version(projectId) {
      // The version last: it has what was announced before the table was marked as complete.
      const complete = await isComplete();
      const row = await read(versionKey(projectId));
      return {
        complete,
        shapes: Number(row?.['shapes'] ?? 0),
        slots: Array.from({ length: candidateSlots }, (_, slot) =>
          Number(row?.[slotName(slot)] ?? 0),
        ),
      };
    },

    async shapes(projectId) {
      return shapesIn(await read(shapesKey(projectId)));
    },

    async ofKey(projectId, key) {
      const rows = await queryAll(client, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': candidatePartition(projectId, key) },
      });
      return rows.map((row) => entityOf<{ sharer: Candidate }>(row).sharer);
    },
  };
}

/** A set of texts, as the document client returns it. */
export const shapesIn = (row: Row | undefined): ReadonlySet<string> =>
  row?.['shapes'] instanceof Set ? row['shapes'] : new Set();
