import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { parseSettings, settingsFile } from '../../infra/settings.ts';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly items?: Schema | undefined;
  readonly default?: unknown;
}
const schema: z.ZodType<Schema> = z.object({
  properties: z
    .record(
      z.string(),
      z.lazy(() => schema),
    )
    .optional(),
  items: z.lazy(() => schema).optional(),
  default: z.unknown().optional(),
});
const record = z.record(z.string(), z.unknown());

/** Every key of the settings by its path, with what it is if it is left out. */
function keysOf(of: Schema, path = ''): readonly (readonly [string, Schema])[] {
  return Object.entries(of.properties ?? {}).flatMap(([name, key]) => {
    // A throttle is one value of two numbers.
    const inner = path === 'throttles.' ? [] : keysOf(key.items ?? key, `${path}${name}.`);
    return [[`${path}${name}`, key] as const, ...inner];
  });
}

const keys = new Map(keysOf(schema.parse(z.toJSONSchema(settingsFile, { io: 'input' }))));
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
    key.split('.').reduce<unknown>((at, name) => record.safeParse(at).data?.[name], defaults);
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
