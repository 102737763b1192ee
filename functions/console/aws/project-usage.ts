import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { byKind } from '../../contract/tables.ts';
import { alarmKind, projectOf } from '../../alarming/aws/alarm-rows.ts';
import { dynamoAlarmQuotas } from '../../alarming/aws/alarm-quotas.ts';
import { queryAll, type Row, scanAll } from '../../platform/aws/dynamo.ts';
import { keyOf } from '../../platform/aws/row-reader.ts';
import { groupBy } from '../../platform/core/group-by.ts';
import type { AdminPorts, ProjectUsage } from '../admin-ports.ts';

const kinds = ['function', 'webhook', 'job', 'alias'] as const;

/** Counts rows of all projects. It reads the whole table of functions: for rare requests of administrators. */
export const dynamoProjectUsage =
  (
    client: DynamoDBDocumentClient,
    tables: { readonly alarms: string; readonly functions: string },
  ): AdminPorts['usage'] =>
  async () => {
    const quotas = dynamoAlarmQuotas(client, tables.alarms);
    const [rows, alarms] = await Promise.all([
      scanAll(client, {
        TableName: tables.functions,
        ProjectionExpression: 'pk, sk, kind, projectId',
        FilterExpression: 'attribute_exists(kind)',
      }),
      queryAll(client, {
        TableName: tables.alarms,
        IndexName: byKind.name,
        KeyConditionExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':kind': alarmKind },
      }),
    ]);
    const things = countsOf(
      rows.filter((row) => keyOf(row).pk.startsWith('P#')),
      (row) => JSON.stringify([row['projectId'], row['kind']]),
    );
    const owned = countsOf(alarms, (row) => projectOf(keyOf(row).pk) ?? '');
    const ids = new Set(
      [...rows.map((row) => row['projectId']), ...owned.keys()].filter(
        (id) => typeof id === 'string',
      ),
    );
    const counted = [...ids].map(async (id): Promise<readonly [string, ProjectUsage]> => {
      const [functions = 0, webhooks = 0, jobs = 0, aliases = 0] = kinds.map(
        (kind) => things.get(JSON.stringify([id, kind])) ?? 0,
      );
      const alarmLimit = await quotas.get(id);
      return [id, { functions, webhooks, jobs, aliases, alarms: owned.get(id) ?? 0, alarmLimit }];
    });
    return new Map(await Promise.all(counted));
  };

const countsOf = (
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): ReadonlyMap<string, number> =>
  new Map([...groupBy(rows, nameOf)].map(([name, some]) => [name, some.length]));
