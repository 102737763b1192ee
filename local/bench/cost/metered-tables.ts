import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { MeteredTable } from './dynamo-meter.ts';
import { shapeOf } from './table-shape.ts';

const names = [
  'Functions',
  'Executions',
  'Alarms',
  'Identity',
  'Events',
  'MetricIndex',
  'Measures',
] as const;

/** The deployment's tables by the names that requests give them, with keys and indexes as deployed. */
export async function meteredTables(
  dynamo: DynamoDBClient,
  output: (name: string) => string,
): Promise<ReadonlyMap<string, MeteredTable>> {
  return new Map(
    await Promise.all(
      names.map(async (name) => {
        const TableName = output(`${name}Table`);
        const { Table = {} } = await dynamo.send(new DescribeTableCommand({ TableName }));
        return [TableName, { name: name.toLowerCase(), ...shapeOf(Table) }] as const;
      }),
    ),
  );
}
