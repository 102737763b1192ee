import { describe, expect, test } from 'vitest';
import { catalog } from '../../../functions/identity/core/catalog.ts';

const settings = { publicUrl: 'http://localhost:7070', region: 'RegionOne', metrics: true };

describe('the catalog', () => {
  test('names the services below the public URL, without versions', () => {
    const urls = catalog(settings).map(({ type, endpoints }) => [
      type,
      new Set(endpoints.map(({ url }) => url)),
    ]);
    expect(Object.fromEntries(urls)).toEqual({
      identity: new Set(['http://localhost:7070/identity']),
      'function-engine': new Set(['http://localhost:7070']),
      alarming: new Set(['http://localhost:7070/alarming']),
      metric: new Set(['http://localhost:7070/metric']),
    });
  });

  test('names the metrics service as Ceilometer looks it up', () => {
    const names = catalog(settings).map(({ type, name }) => [type, name]);
    expect(names).toContainEqual(['metric', 'gnocchi']);
  });

  test('does not name the metrics service where there is none', () => {
    const types = catalog({ ...settings, metrics: false }).map(({ type }) => type);
    expect(types).toEqual(['identity', 'function-engine', 'alarming']);
  });

  test('has an endpoint of each interface for every service, with an id of its own', () => {
    const endpoints = catalog(settings).flatMap((one) => one.endpoints);
    expect(endpoints.map((one) => one.interface)).toEqual(
      Array.from({ length: 4 }, () => ['public', 'internal', 'admin']).flat(),
    );
    expect(new Set(endpoints.map(({ id }) => id))).toHaveLength(12);
    expect(endpoints.every(({ region }) => region === 'RegionOne')).toBe(true);
  });
});
