import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { dynamoFunctionStores } from '../../../functions/engine/aws/function-stores.ts';
import { versionKey } from '../../../functions/engine/aws/version-rows.ts';
import { standingClock } from '../../support/clock.ts';
import { aFunction, aVersion } from '../support/engine-builders.ts';
import { createTable } from '../../support/table.ts';
import { versionStoreSuite } from './version-store.suite.ts';

const client = documentClient();

versionStoreSuite(async (clock) => dynamoFunctionStores(client, await createTable(client), clock));

test('a version stored before versions could be scaled has nothing kept ready, and can be scaled', async () => {
  const table = await createTable(client);
  const clock = standingClock();
  const stores = dynamoFunctionStores(client, table, clock);
  const { functions, publications, scaling, versions } = stores;
  const fn = aFunction();
  await functions.create(fn);
  const version = aVersion(fn);
  await versions.create(version, fn);
  await client.send(
    new UpdateCommand({
      TableName: table,
      Key: versionKey(version),
      UpdateExpression: 'REMOVE provisioned, provisionPending, provisionError',
    }),
  );
  expect(await versions.list(version)).toEqual([version]);
  await publications.record(version, { lambdaVersion: '7' });
  const [published] = await versions.list(version);
  expect(published).toMatchObject({ lambdaVersion: '7', provisioned: 0 });
  expect(await scaling.scale(published!, 2)).toBe('stored');
  expect(await versions.list(version)).toMatchObject([{ provisioned: 2, provisionPending: true }]);
});
