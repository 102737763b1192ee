import { expect, test } from 'vitest';
import { catalog } from '../../../functions/identity/core/catalog.ts';

test('the catalog names the three services below the public URL, without versions', () => {
  const found = catalog('http://localhost:7070', 'RegionOne');
  expect(Object.fromEntries(found.map(({ type, endpoint }) => [type, endpoint.url]))).toEqual({
    identity: 'http://localhost:7070/identity',
    'function-engine': 'http://localhost:7070',
    alarming: 'http://localhost:7070/alarming',
  });
  expect(found.every(({ endpoint }) => endpoint.region === 'RegionOne')).toBe(true);
});
