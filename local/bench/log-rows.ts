import { randomUUID } from 'node:crypto';
import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { rowOfEvent } from '../../functions/events/aws/log/event-rows.ts';
import type { Row } from '../../functions/platform/aws/dynamo.ts';
import { after, type Instant } from '../../functions/platform/core/instant.ts';

/** Rows of one write, as many as DynamoDB takes, and writes at a time. */
const batch = 25;
const lanes = 8;

/** An event like Nova's, with 19 traits. Of ten, one has 4,096 MB. */
const textOf = (projectId: string, id: string, n: number): string =>
  JSON.stringify({
    message_id: id,
    event_type: 'compute.instance.update',
    generated: '2026-11-23T10:02:38.305378',
    raw: {},
    traits: [
      ['project_id', 1, projectId],
      ['memory_mb', 2, n % 10 === 0 ? 4096 : 512],
      ['service', 1, 'nova'],
      ['host', 1, `compute-${n % 7}`],
      ['instance_id', 1, randomUUID()],
      ['user_id', 1, randomUUID()],
      ['request_id', 1, `req-${randomUUID()}`],
      ['display_name', 1, `vm-${n}`],
      ['state', 1, n % 2 === 0 ? 'active' : 'building'],
      ...Array.from({ length: 10 }, (_, trait) => [`size_${trait}`, 2, (n * (trait + 1)) % 97]),
    ],
  });

/** Writes so many events of a project directly to the table, spread over the time until `until`. */
export async function writeEvents(
  { client, table }: { readonly client: DynamoDBDocumentClient; readonly table: string },
  projectId: string,
  {
    count,
    from,
    until,
  }: { readonly count: number; readonly from: Instant; readonly until: Instant },
): Promise<void> {
  const step = (Date.parse(until) - Date.parse(from)) / 1000 / count;
  const rowAt = (n: number): Row => {
    const at = after(from, n * step);
    const messageId = randomUUID();
    return rowOfEvent({
      projectId,
      at,
      acceptance: randomUUID(),
      messageId,
      eventType: 'compute.instance.update',
      generated: at,
      body: { kind: 'text', text: textOf(projectId, messageId, n) },
      expiresAt: after(at, 7 * 86_400),
    });
  };
  let next = 0;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (next < count) {
        const first = next;
        next += batch;
        const size = Math.min(batch, count - first);
        const rows = Array.from({ length: size }, (_, i) => rowAt(first + i));
        // oxlint-disable-next-line no-await-in-loop -- each lane writes one batch at a time
        await writeRows(client, table, rows);
      }
    }),
  );
}

async function writeRows(
  client: DynamoDBDocumentClient,
  table: string,
  rows: readonly Row[],
): Promise<void> {
  let requests = rows.map((Item) => ({ PutRequest: { Item } }));
  while (requests.length > 0) {
    const asked = { RequestItems: { [table]: requests } };
    // oxlint-disable-next-line no-await-in-loop -- what was not taken is written again
    const { UnprocessedItems: left = {} } = await client.send(new BatchWriteCommand(asked));
    requests = (left[table] ?? []).flatMap(({ PutRequest: put }) =>
      put?.Item ? [{ PutRequest: { Item: put.Item } }] : [],
    );
  }
}
