import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { apiDocument } from '../../../local/openapi/document.ts';
import { dialects } from '../../../local/openapi/dialects.ts';
import {
  type ApiDialect,
  json,
  type OperationKey,
} from '../../../functions/platform/http/api-document.ts';

const whole = apiDocument(dialects, { version: '1', url: '/' });
const text = JSON.stringify(whole);
const operations = Object.entries(whole.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    key: `${method.toUpperCase()} ${path}`,
    path,
    operation: JSON.parse(JSON.stringify(operation)),
  })),
);
const tables = dialects.flatMap((dialect) =>
  Object.entries(dialect.operations).map(([key, operation]) => ({ dialect, key, operation })),
);

interface Exemplary {
  readonly schema: z.ZodType;
  readonly example?: unknown;
}

/** What is described somewhere, with where that is. */
const at = (where: string, named: Readonly<Record<string, Exemplary>> = {}) =>
  Object.entries(named).map(([name, described]) => ({ where: `${where} ${name}`, described }));

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(JSON.parse(text));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(validator.version).toBe('3.1');
});

test('every operation has an id of its own', () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test('every parameter of a path is described, and no other', () => {
  const parameters = operations.map(({ key, operation }) => {
    const named: readonly { readonly in: string; readonly name: string }[] = operation.parameters;
    return [key, named.filter((each) => each.in === 'path').map(({ name }) => name)];
  });
  expect(parameters).toEqual(
    operations.map(({ key, path }) => [
      key,
      [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
    ]),
  );
});

test('every reference resolves', () => {
  const names = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name,
  );
  expect(names.length).toBeGreaterThan(100);
  const schemas = Object.keys(whole.components.schemas);
  expect(names.filter((name) => !schemas.includes(name ?? ''))).toEqual([]);
  expect(text).not.toContain('$defs');
});

const named = (schema: z.ZodType) => json(schema.meta({ id: 'Named' }));

const dialectWith = (key: OperationKey, schema: z.ZodType): ApiDialect => ({
  tags: { T: 't' },
  refusal: named(schema),
  refusals: [400],
  path: {},
  operations: { [key]: { summary: 's', tag: 'T', answers: {} } },
});

const bothOf = (one: z.ZodType, other: z.ZodType) =>
  apiDocument([dialectWith('GET /a', one), dialectWith('GET /b', other)], {
    version: '1',
    url: '/',
  });

test('a name of two schemas is refused', () => {
  expect(() => bothOf(z.string(), z.string())).not.toThrow();
  expect(() => bothOf(z.string(), z.int())).toThrow('Named');
});

test('every operation stands under a heading of its dialect', () => {
  const lost = tables.filter(({ dialect, operation }) => !(operation.tag in dialect.tags));
  expect(lost.map(({ key }) => key)).toEqual([]);
});

test('every body has an example', () => {
  const bodies = tables.flatMap(({ key, operation }) => at(key, operation.body));
  const without = bodies.filter(({ described }) => described.example === undefined);
  expect(without.map(({ where }) => where)).toEqual([]);
});

test('every example matches its schema', () => {
  const ofOperations = tables.flatMap(({ key, operation }) => [
    ...at(key, operation.body),
    ...at(key, operation.path),
    ...at(key, operation.query),
    ...at(key, operation.headers),
    ...Object.entries(operation.answers).flatMap(([status, { content }]) =>
      at(`${key} ${status}`, content),
    ),
  ]);
  const ofDialects = dialects.flatMap(({ refusal, unauthenticated, path }) => [
    ...at('refusal', refusal),
    ...at('401', unauthenticated),
    ...at('path', path),
  ]);
  const examples = [...ofOperations, ...ofDialects].filter((each) => 'example' in each.described);
  const wrong = examples.flatMap(({ where, described: { schema, example } }) => {
    const { error } = schema.safeParse(example);
    return error ? [`${where}: ${error.message}`] : [];
  });
  expect(examples.length).toBeGreaterThan(300);
  expect(wrong).toEqual([]);
});
