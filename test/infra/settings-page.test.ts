import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { parseSettings, settingsFile } from '../../infra/settings.ts';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly default?: unknown;
}

/** Every key of the settings by its path, with what it is if it is left out. */
function keysOf(schema: Schema, path = ''): readonly (readonly [string, Schema])[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, of]) => {
    // A throttle is one value of two numbers.
    const inner = path === 'throttles.' ? [] : keysOf(of.items ?? of, `${path}${name}.`);
    return [[`${path}${name}`, of] as const, ...inner];
  });
}

const keys = new Map(keysOf(z.toJSONSchema(settingsFile, { io: 'input' }) as Schema));
const page = readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| `([\w.]+)` +\| (?:`([^`]+)`)? *\|/gm)].map(
  ([, key = '', text]) => [key, text] as const,
);

test('docs/settings.md has a row for every setting, and no other', () => {
  expect(rows.map(([key]) => key).toSorted()).toEqual([...keys.keys()].toSorted());
});

test('the defaults on the page are those of the settings', () => {
  const defaults: unknown = parseSettings('{}', 'none');
  const valueOf = (key: string): unknown =>
    key
      .split('.')
      .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], defaults);
  const documented = rows.flatMap(([key, text]) => (text ? [[key, JSON.parse(text)]] : []));
  const expected = documented.map(([key]) => [key, valueOf(key) ?? keys.get(key)?.default]);
  expect(documented).toEqual(expected);
  const missing = rows.filter(
    ([key, text]) =>
      !text &&
      /string|number|object/.test(typeof keys.get(key)?.default) &&
      !keys.get(key)?.properties,
  );
  expect(missing).toEqual([]);
});

test('the example of the page is accepted', () => {
  const [, example = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  expect(() => parseSettings(example, 'docs/settings.md')).not.toThrow();
});
