import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { timerSleep } from '../../../../functions/platform/node/sleep.ts';
import { evaluateHit } from '../../../../functions/alarming/app/decisions/evaluate-hit.ts';
import { anAlarm } from '../../support/alarm.ts';
import { dynamoAlarms } from '../../support/dynamo-alarms.ts';
import { anEvent, eventWorld } from '../../../events/support/event-world.ts';
import { createTable } from '../../../support/table.ts';

const client = new DynamoDBClient({ region: 'us-east-1' });

async function dynamoWorld() {
  const ports = dynamoAlarms(DynamoDBDocumentClient.from(client), await createTable(client));
  return eventWorld({ ...ports, sleep: timerSleep });
}
const distinct = (count: number) =>
  Array.from({ length: count }, (_, i) => anEvent({ id: `m${i}` }));

describe('on DynamoDB, many events at once', () => {
  test.each([
    ['20 different events from cold', distinct(20)],
    ['100 copies', Array.from({ length: 100 }, () => anEvent())],
    ['100 different events', distinct(100)],
  ])('%s fire an alarm that does not repeat once', async (_, events) => {
    const world = await dynamoWorld();
    const alarm = await world.add(anAlarm());
    const hits = await world.hitsOf(...events);
    await Promise.all(hits.map((hit) => evaluateHit(world.ports, hit)));
    expect(await world.transitions(alarm)).toHaveLength(1);
    expect(world.effects().deliveries).toHaveLength(1);
  });

  test('an alarm that repeats fires once for each message id', async () => {
    const world = await dynamoWorld();
    const alarm = await world.add(anAlarm({ repeatActions: true }));
    const hits = await world.hitsOf(...distinct(40), ...distinct(40));
    await Promise.all(hits.map((hit) => evaluateHit(world.ports, hit)));
    expect(await world.transitions(alarm)).toHaveLength(40);
    expect(world.effects().deliveries).toHaveLength(40);
  });
});
