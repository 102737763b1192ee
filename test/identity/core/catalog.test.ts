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
