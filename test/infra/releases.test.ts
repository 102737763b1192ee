import { describe, expect, test } from 'vitest';
import { messageSamples, messageSchemas } from '../releases/message-samples.ts';
import { releaseRecords, type TableShape } from '../releases/release-record.ts';
import { tableShapes } from '../releases/table-shapes.ts';

/** CloudFormation adds or removes one index of a table per update; it replaces a table whose key changes. */
function changesOf(before: TableShape, after: TableShape | undefined): readonly string[] {
  if (!after) return ['the table is gone'];
  if (JSON.stringify(before.key) !== JSON.stringify(after.key)) return ['the key differs'];
  const names = new Set([...Object.keys(before.indexes), ...Object.keys(after.indexes)]);
  const changed = [...names].filter(
    (name) => JSON.stringify(before.indexes[name]) !== JSON.stringify(after.indexes[name]),
  );
  const replaced = changed.filter((name) => before.indexes[name] && after.indexes[name]);
  if (replaced.length > 0) return replaced.map((name) => `${name} is replaced under its own name`);
  return changed.length > 1 ? changed : [];
}

const schemas = new Map<string, { parse(value: unknown): unknown }>(Object.entries(messageSchemas));

const shape = (...names: readonly string[]): TableShape => ({
  key: { partition: 'pk', sort: 'sk' },
  indexes: Object.fromEntries(
    names.map((name) => [name, { key: { partition: name }, projection: 'KEYS_ONLY' }]),
  ),
});

test('an upgrade may change one index of a table, and never a key', () => {
  const before = shape('a', 'b');
  expect(changesOf(before, shape('a', 'b'))).toEqual([]);
  expect(changesOf(before, shape('a'))).toEqual([]);
  expect(changesOf(before, shape('a', 'b', 'c'))).toEqual([]);
  expect(changesOf(before, shape('a', 'c'))).toHaveLength(2);
  expect(changesOf(before, { ...before, key: { partition: 'other' } })).toHaveLength(1);
  expect(changesOf(before, undefined)).toHaveLength(1);
  const wider = { ...before.indexes, a: { key: { partition: 'a' }, projection: 'ALL' } };
  expect(changesOf(before, { ...before, indexes: wider })).toHaveLength(1);
});

test('there is a sample of every kind of message, which its schema keeps as it is', () => {
  expect(new Set(Object.keys(messageSamples))).toEqual(new Set(schemas.keys()));
  for (const [kind, sample] of Object.entries(messageSamples))
    expect(schemas.get(kind)?.parse(sample)).toEqual(sample);
});

const last = releaseRecords.at(-1);

test.runIf(last)('the tables can be deployed over those of the last release', () => {
  const present = tableShapes();
  const changes = Object.entries(last?.tables ?? {}).flatMap(([name, table]) =>
    changesOf(table, present[name]).map((change) => `${name}: ${change}`),
  );
  expect(changes).toEqual([]);
});

describe.each(releaseRecords)('a message of release $release', ({ messages }) => {
  test.each(Object.entries(messages))('%s is still understood', (kind, message) => {
    expect(schemas.get(kind)?.parse(message)).toEqual(message);
  });
});
