import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { functionKey } from '../../../functions/engine/aws/function-rows.ts';
import { versionKey } from '../../../functions/engine/aws/version-rows.ts';
import { standingClock } from '../../support/clock.ts';
import { aFunction, aVersion } from '../support/engine-builders.ts';
import { dynamoFunctionStores } from '../../../functions/engine/aws/function-stores.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { createTable } from '../../support/table.ts';
import { functionStoreSuite } from './function-store.suite.ts';

const client = documentClient();

functionStoreSuite(async (clock) => dynamoFunctionStores(client, await createTable(client), clock));

test('the hidden row of a removed function or version has no secrets', async () => {
  const table = await createTable(client);
  const { functions, versions } = dynamoFunctionStores(client, table, standingClock());
  const fn = aFunction({ secrets: [{ name: 'KEY', sealed: 'sealed', bytes: 20 }] });
  await functions.create(fn);
  expect(await functions.get('demo', fn.id)).toEqual(fn);
  const version = aVersion(fn);
  await versions.create(version, fn);
  expect(await versions.list(version)).toMatchObject([{ secrets: fn.secrets }]);
  await versions.remove(version);
  await functions.remove('demo', fn.id);
  for (const Key of [functionKey('demo', fn.id), versionKey(version)]) {
    // oxlint-disable-next-line no-await-in-loop -- one after another
    const { Item } = await client.send(new GetCommand({ TableName: table, Key }));
    expect(Item).toMatchObject({ removed: true });
    expect(Item).not.toHaveProperty('secrets');
  }
});
