import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { compressedText, textIn } from '../../platform/aws/compressed-text.ts';
import { conditionally } from '../../platform/aws/conditional-write.ts';
import { dueAt } from '../../platform/aws/due-keys.ts';
import { dynamoDueRows } from '../../platform/aws/due-rows.ts';
import { entityOf, isUnexpired, type Row, secondsOf } from '../../platform/aws/dynamo.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import type { Clock } from '../../platform/ports.ts';
import { type Backtest, type BacktestKey, expiryOf } from '../core/backtest/backtest.ts';
import type { BacktestStore, DueBacktests } from '../stored-event-ports.ts';
import { newestRows } from './newest-rows.ts';
import { putVersion } from './versioned-put.ts';

const suffix = '#backtest';
const partition = (projectId: string): string => `P#${projectId}${suffix}`;
const partKey = ({ projectId, id }: BacktestKey, name: string) => ({
  pk: `P#${projectId}#backtest-part#${id}`,
  sk: name,
});
/** Which backtests of a project are running. */
const runningKey = (projectId: string) => ({ pk: `P#${projectId}#backtests`, sk: 'running' });
const duePrefix = 'backtest-';

function rowOf(backtest: Backtest): Row {
  const { projectId, id, ...rest } = backtest;
  return {
    pk: partition(projectId),
    sk: id,
    v: 1,
    backtest: rest,
    ttl: secondsOf(expiryOf(backtest)),
    ...(backtest.dueAt !== null && dueAt(id, backtest.dueAt, duePrefix)),
  };
}

function backtestIn(row: Row): Backtest {
  const { pk, sk, backtest } = entityOf<{
    pk: string;
    sk: string;
    backtest: Omit<Backtest, 'projectId' | 'id'>;
  }>(row);
  return { ...backtest, projectId: pk.slice('P#'.length, -suffix.length), id: sk };
}

export const dynamoDueBacktests = (client: DynamoDBDocumentClient, table: string): DueBacktests =>
  dynamoDueRows<BacktestKey>(client, table, {
    keyIn: ({ pk, sk }) => ({ projectId: pk.slice('P#'.length, -suffix.length), id: sk }),
    prefix: duePrefix,
  });

/** Backtests in the table of alarms. Their parts have partitions of their own, so that lists do not read them. */
export function dynamoBacktests(
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
): BacktestStore {
  const read = rowReader(client, table);

  const get: BacktestStore['get'] = async (projectId, id) => {
    const row = await read({ pk: partition(projectId), sk: id });
    return row && isUnexpired(row, clock.now()) ? backtestIn(row) : undefined;
  };

  const put: BacktestStore['put'] = (backtest) =>
    putVersion(client, table, {
      row: rowOf(backtest),
      attribute: 'backtest',
      version: backtest.version,
    });

  const remove: BacktestStore['remove'] = async ({ projectId, id }) => {
    await client.send(
      new DeleteCommand({ TableName: table, Key: { pk: partition(projectId), sk: id } }),
    );
  };

  /** Takes one of the places of those that run, if one has none or one whose backtest has ended. */
  const takePlace = async (backtest: Backtest, places: number): Promise<boolean> => {
    const { projectId, id } = backtest;
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- a lost race reads again
      const row = await read(runningKey(projectId));
      const { ids = [], version = 0 } = entityOf<{
        ids?: readonly string[];
        version?: number;
      }>(row ?? {});
      // oxlint-disable-next-line no-await-in-loop -- as above
      const before = await Promise.all(ids.map((each) => get(projectId, each)));
      const running = before.filter((each) => each?.state === 'running');
      if (running.length >= places) return false;
      const write = new PutCommand({
        TableName: table,
        Item: {
          ...runningKey(projectId),
          v: 1,
          ids: [...running.map((each) => each?.id), id],
          version: version + 1,
          ttl: secondsOf(expiryOf(backtest)),
        },
        ConditionExpression: 'attribute_not_exists(pk) OR version = :seen',
        ExpressionAttributeValues: { ':seen': version },
      });
      // oxlint-disable-next-line no-await-in-loop -- as above
      if ((await conditionally(() => client.send(write))).kind === 'written') return true;
    }
  };

  return {
    get,
    put,
    remove,

    async create(backtest, running) {
      // The row first: a place whose backtest has no row is free.
      await put(backtest);
      if (await takePlace(backtest, running)) return 'created';
      await remove(backtest);
      return 'full';
    },

    async list(projectId, { limit, before }) {
      const rows = await newestRows(client, table, {
        partitions: [partition(projectId)],
        limit,
        before,
        isWanted: (row) => isUnexpired(row, clock.now()),
      });
      return rows.map(backtestIn);
    },

    async putPart(backtest, name, part) {
      const row = 'text' in part ? await compressedText(part.text) : { object: part.key };
      const ttl = secondsOf(expiryOf(backtest));
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { ...partKey(backtest, name), v: 1, ...row, ttl },
        }),
      );
    },

    async getPart(key, name) {
      const row = await read(partKey(key, name));
      if (!row) return undefined;
      const { object } = row;
      return typeof object === 'string' ? { key: object } : { text: await textIn(row) };
    },
  };
}
