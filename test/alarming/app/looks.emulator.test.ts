import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { dynamoAlarmLooks } from '../../../functions/alarming/aws/alarm-looks.ts';
import { lookAtAlarm } from '../../../functions/alarming/app/looks/look-at-alarm.ts';
import { documentClient } from '../../../functions/platform/aws/dynamo.ts';
import { createTable } from '../../support/table.ts';
import { dynamoAlarms } from '../support/dynamo-alarms.ts';
import { cpuRule, lookWorld } from '../support/look-world.ts';

const start = 600_000;
const client = documentClient();

async function dynamoWorld() {
  const table = await createTable(new DynamoDBClient({}));
  return lookWorld({
    start,
    stores: () => ({ ...dynamoAlarms(client, table), looks: dynamoAlarmLooks(client, table) }),
  });
}

test('of many looks at once, one moves the alarm, and its actions are enqueued once', async () => {
  const world = await dynamoWorld();
  const alarm = await world.create({ rule: cpuRule({ evaluation_periods: 1 }) });
  await world.measure('cpu', [{ at: start, value: 20 }]);
  await Promise.all(Array.from({ length: 20 }, () => lookAtAlarm(world, alarm, start)));
  expect((await world.moves(alarm)).map(({ to }) => to)).toEqual(['alarm']);
  expect(await world.state(alarm)).toBe('alarm');
  const bodies = new Set(world.sent.map(({ body }) => body));
  expect(bodies.size).toBe(1);
  expect((await world.looks.get(alarm))?.deciding).toEqual([]);
});

test('a look that is handed over for silence also finishes what failed before', async () => {
  const world = await dynamoWorld();
  const alarm = await world.create({ rule: cpuRule({ evaluation_periods: 1 }) });
  await world.measure('cpu', [{ at: start, value: 20 }]);
  world.fail(true);
  await expect(world.work()).rejects.toThrow('the queue fails');
  world.fail(false);
  await world.until(start + 300);
  expect((await world.moves(alarm)).map(({ to }) => to)).toEqual(['alarm', 'insufficient data']);
  // There are no actions for insufficient data.
  expect(world.sent.map(({ body }) => JSON.parse(body).current)).toEqual(['alarm']);
});
