import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { dynamoCandidateRows } from '../../../functions/events/aws/candidate-rows.ts';
import { sharesBefore } from '../../../functions/events/core/shared-rule.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { dynamoFormerSharers } from '../../../functions/alarming/aws/former-sharers.ts';
import { dynamoRulePlaces } from '../../../functions/alarming/aws/rule-places.ts';
import { releaseRecords } from '../../releases/release-record.ts';
import { fromJson } from '../../releases/recorded-rows.ts';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { createTable } from '../../support/table.ts';
import { rulePlacesSuite } from './rule-places.suite.ts';

const client = documentClient();

async function open() {
  const table = await createTable(new DynamoDBClient({}));
  return {
    table,
    places: dynamoRulePlaces(client, table),
    former: dynamoFormerSharers(client, table),
    rows: dynamoCandidateRows(client, table),
  };
}

rulePlacesSuite(open);

test('a sharer of release 0.2 is found by its old row until it has left it', async () => {
  const { table, places, rows, former } = await open();
  const [release] = releaseRecords;
  // oxlint-disable-next-line no-await-in-loop -- one row after the other
  for (const row of release?.rows['Alarms'] ?? [])
    await client.send(new PutCommand({ TableName: table, Item: unmarshall(fromJson(row)) }));
  const before = (await places.list()).find(({ kind }) => kind === 'shared');
  if (before?.kind !== 'shared') throw new Error('the release has recorded no sharer');
  const notification = { projectId: before.projectId, eventType: 'compute.x' };
  const old = async () =>
    (await Promise.all(sharesBefore(notification).map((share) => former.of(share)))).flat();
  expect(await old()).toHaveLength(1);

  const { alarmId, projectId, version, rule } = before;
  const place = await places.share({ alarmId, projectId, version, rule });
  if (place.kind !== 'shared') throw new Error('not shared');
  await places.announce(place);
  expect(await old()).toHaveLength(1);
  expect((await rows.version(projectId)).shapes).toBe(1);
  await places.leaveFormer(place);
  expect(await old()).toEqual([]);
  expect(await places.get(alarmId)).toMatchObject({ version, format: 1 });
});
