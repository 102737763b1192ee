import { expect, test } from 'vitest';
import { catalog } from '../../../functions/identity/core/catalog.ts';

test('the catalog names the three services below the public URL, without versions', () => {
  const found = catalog('http://localhost:7070', 'RegionOne');
  const urls = found.map(({ type, endpoints }) => [type, new Set(endpoints.map(({ url }) => url))]);
  expect(Object.fromEntries(urls)).toEqual({
    identity: new Set(['http://localhost:7070/identity']),
    'function-engine': new Set(['http://localhost:7070']),
    alarming: new Set(['http://localhost:7070/alarming']),
  });
});

test('every service has an endpoint of each interface, with an id of its own', () => {
  const endpoints = catalog('http://localhost:7070', 'RegionOne').flatMap((one) => one.endpoints);
  expect(endpoints.map((one) => one.interface)).toEqual(
    Array.from({ length: 3 }, () => ['public', 'internal', 'admin']).flat(),
  );
  expect(new Set(endpoints.map(({ id }) => id))).toHaveLength(9);
  expect(endpoints.every(({ region }) => region === 'RegionOne')).toBe(true);
});

test('the log of events is in the catalog where events are stored', () => {
  const found = catalog('http://localhost:7070', 'RegionOne', { storesEvents: true });
  const added = found.filter(({ type }) => type === 'event');
  expect(found).toHaveLength(4);
  expect(added.map(({ name, endpoints }) => [name, endpoints[0]?.url])).toEqual([
    ['panko', 'http://localhost:7070/events'],
  ]);
  const ids = found.flatMap(({ id, endpoints }) => [id, ...endpoints.map((each) => each.id)]);
  expect(new Set(ids)).toHaveLength(16);
});
