import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { item, type Item } from '../../../local/bench/cost/item-size.ts';
import { queryUnits, readUnits } from '../../../local/bench/cost/units.ts';
import type { Request } from '../../../local/bench/cost/waiting.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';

const rows = z.array(z.record(z.string(), z.unknown())).default([]);
const answer = z.object({
  Item: z.record(z.string(), z.unknown()).optional(),
  Items: rows,
  Responses: z.record(z.string(), rows).default({}),
});
const keys = z.object({ Keys: z.array(z.unknown()), ConsistentRead: z.boolean().default(false) });
const question = z.object({
  ConsistentRead: z.boolean().default(false),
  RequestItems: z.record(z.string(), keys).default({}),
});

const itemOf = (row: Readonly<Record<string, unknown>>): Item =>
  item.parse(
    JSON.parse(
      JSON.stringify(marshall(row, { removeUndefinedValues: true }), (_, value) =>
        value instanceof Uint8Array || value?.type === 'Buffer'
          ? Buffer.from(value.data ?? value).toString('base64')
          : value,
      ),
    ),
  );

/** A client that counts the read units of its requests, by what they answer, and when each was made. */
export function meteredClient() {
  const client: DynamoDBDocumentClient = documentClient();
  const read = { units: 0, requests: [] as Request[] };
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const began = performance.now();
        const result = await next(args);
        const ended = performance.now();
        const consistency = question.parse(args.input).ConsistentRead ? 'strong' : 'eventual';
        const { Item: found, Items: listed, Responses: batches } = answer.parse(result.output);
        const units = unitsOf(commandName, {
          found: found && itemOf(found),
          listed: listed.map(itemOf),
          batches: Object.entries(question.parse(args.input).RequestItems).map(([name, asked]) => ({
            rows: (batches[name] ?? []).map(itemOf),
            asked: asked.Keys.length,
            consistency: asked.ConsistentRead ? 'strong' : 'eventual',
          })),
          consistency,
        });
        read.units += units;
        if (units > 0) read.requests.push({ wait: 'dynamodb-read', began, ended });
        return result;
      },
    { step: 'initialize', priority: 'high' },
  );
  return { client, read };
}

interface Answer {
  readonly found: Item | undefined;
  readonly listed: readonly Item[];
  readonly batches: readonly {
    readonly rows: readonly Item[];
    readonly asked: number;
    readonly consistency: 'strong' | 'eventual';
  }[];
  readonly consistency: 'strong' | 'eventual';
}

function unitsOf(command: string | undefined, { found, listed, batches, consistency }: Answer) {
  if (command?.startsWith('Query')) return queryUnits(listed, consistency);
  if (command?.startsWith('Get')) return readUnits(found, consistency);
  if (!command?.startsWith('BatchGet')) return 0;
  return batches
    .map(({ rows: some, asked, consistency: of }) => {
      const missing = Array.from({ length: asked - some.length }, () => undefined);
      return [...some, ...missing].reduce((sum, row) => sum + readUnits(row, of), 0);
    })
    .reduce((sum, units) => sum + units, 0);
}
