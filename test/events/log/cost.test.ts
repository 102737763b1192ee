import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from 'vitest';
import { byGenerated, byMessage } from '../../../functions/contract/tables.ts';
import { rowOfEvent } from '../../../functions/events/aws/log/event-rows.ts';
import { item, itemBytes } from '../../../local/bench/cost/item-size.ts';
import {
  entryOf,
  indexWriteUnits,
  queryUnits,
  writeUnits,
} from '../../../local/bench/cost/units.ts';
import { newEvent } from '../support/logged-events.ts';

const key = ['pk', 'sk'];
const indexes = [
  {
    name: byGenerated.name,
    key: ['pk', 'generatedKey'],
    projected: [...key, 'generatedKey', ...byGenerated.includes],
  },
  { name: byMessage.name, key: ['messageKey', 'sk'], projected: [...key, 'messageKey'] },
];

/** An event as Nova's notifications become one by Ceilometer's definitions: with 19 traits. */
function novaEvent(count: number) {
  const projectId = 'f3e4633070274da1a7bd4aaf0db68d82';
  const messageId = crypto.randomUUID();
  const generated = '2026-11-23T07:59:59.123456';
  const traits = [
    ...[
      ['project_id', projectId],
      ['tenant_id', projectId],
      ['user_id', crypto.randomUUID().replaceAll('-', '')],
      ['host', 'compute-7'],
      ['service', 'compute'],
      ['instance_id', crypto.randomUUID()],
      ['resource_id', crypto.randomUUID()],
      ['display_name', `vm-${count}`],
      ['instance_type', 'm1.small'],
      ['state', 'active'],
      ['state_description', ''],
      ['request_id', `req-${crypto.randomUUID()}`],
    ].map(([name, value]) => [name, 1, value]),
    ...[
      ['memory_mb', 2048],
      ['disk_gb', 20],
      ['vcpus', 1],
      ['root_gb', 20],
      ['ephemeral_gb', 0],
      ['instance_type_id', 5],
    ].map(([name, value]) => [name, 2, value]),
    ['launched_at', 4, '2026-11-20T10:00:00'],
  ];
  const eventType = 'compute.instance.update';
  const text = JSON.stringify({
    message_id: messageId,
    event_type: eventType,
    generated,
    traits,
    raw: {},
  });
  return rowOfEvent(newEvent({ projectId, messageId, eventType, body: { kind: 'text', text } }));
}

const rows = Array.from({ length: 1000 }, (_, i) =>
  item.parse(dynamoJson(marshall(novaEvent(i), { removeUndefinedValues: true }))),
);

/** As it travels: binary in base64. */
function dynamoJson(row: Readonly<Record<string, AttributeValue>>): unknown {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value.B ? { B: Buffer.from(value.B).toString('base64') } : value,
    ]),
  );
}

test('a stored event of 19 traits takes three write units: its row and two index entries', () => {
  const units = rows.map((after) =>
    [
      writeUnits({ before: undefined, after }),
      ...indexes.map((index) => indexWriteUnits({ before: undefined, after }, index)),
    ].reduce((sum, each) => sum + each),
  );
  expect(Math.max(...rows.map(itemBytes))).toBeLessThanOrEqual(1024);
  expect(new Set(units)).toEqual(new Set([3]));
});

test('a page that looks at 1,000 of them takes about a hundred read units', () => {
  const entries = rows.map((row) => entryOf(row, indexes[0]!)!);
  expect(entries).toHaveLength(1000);
  expect(queryUnits(entries, 'eventual')).toBeLessThanOrEqual(125);
});
