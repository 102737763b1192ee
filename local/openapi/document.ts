import * as z from 'zod';
import { byBasic, introduction, security, securitySchemes } from './authentication.ts';
import type {
  ApiAnswer,
  ApiContents,
  ApiDialect,
  ApiOperation,
  ApiParameter,
  ApiParameters,
} from '../../functions/platform/http/api-document.ts';

type Json = Readonly<Record<string, unknown>>;

/** The API document (OpenAPI 3.1) of the dialects. `url` is where the API is served. */
export function apiDocument(
  dialects: readonly ApiDialect[],
  { version, url }: { readonly version: string; readonly url: string },
) {
  const components = new Map<string, unknown>();
  const paths = new Map<string, Record<string, unknown>>();
  for (const dialect of dialects)
    for (const [key, operation] of Object.entries(dialect.operations)) {
      const [method = '', path = ''] = key.split(' ');
      const item = paths.get(path) ?? {};
      item[method.toLowerCase()] = described({ dialect, key, path, operation, components });
      paths.set(path, item);
    }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Taibai',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description: introduction,
    },
    servers: [{ url }],
    tags: dialects.flatMap(({ tags }) =>
      Object.entries(tags).map(([name, description]) => ({ name, description })),
    ),
    'x-tagGroups': dialects.map(({ service, tags }) => ({
      name: service ?? Object.keys(tags)[0],
      tags: Object.keys(tags),
    })),
    security: [...security],
    paths: Object.fromEntries([...paths].toSorted(([one], [other]) => (one < other ? -1 : 1))),
    components: {
      securitySchemes,
      schemas: Object.fromEntries(
        [...components].toSorted(([one], [other]) => (one < other ? -1 : 1)),
      ),
    },
  };
}

interface Described {
  readonly dialect: ApiDialect;
  readonly key: string;
  readonly path: string;
  readonly operation: ApiOperation;
  readonly components: Map<string, unknown>;
}

function described({ dialect, key, path, operation, components }: Described): Json {
  const { summary, description, tag, body, open, takesBasic } = operation;
  const inPath = Object.fromEntries(
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [
      name,
      required(operation.path?.[name] ?? dialect.path[name], `${key}: {${name}}`),
    ]),
  );
  const statuses = new Set([
    ...dialect.refusals,
    ...(open ? [] : [401]),
    ...(operation.refusals ?? []),
  ]);
  const refusals = [...statuses]
    .filter((status) => !(status in operation.answers))
    .map((status) => {
      const otherwise = status === 401 ? dialect.unauthenticated : undefined;
      const content = otherwise ?? dialect.refusal;
      return [status, { description: meaning(status), content }] as const;
    });
  return {
    operationId: operationId(key),
    summary,
    ...(description !== undefined && { description }),
    tags: [tag],
    ...(open && { security: [] }),
    ...(takesBasic && { security: [...security, byBasic] }),
    parameters: [
      ...parameters('path', inPath, components),
      ...parameters('query', operation.query ?? {}, components),
      ...parameters('header', operation.headers ?? {}, components),
    ],
    ...(body && {
      requestBody: {
        required: operation.bodyIsOptional !== true,
        content: contents(body, 'input', components),
      },
    }),
    responses: Object.fromEntries(
      [...Object.entries(operation.answers), ...refusals]
        .map(([status, answer]) => [String(status), response(answer, components)] as const)
        .toSorted(([one], [other]) => Number(one) - Number(other)),
    ),
  };
}

function required(parameter: ApiParameter | undefined, name: string): ApiParameter {
  if (!parameter) throw new Error(`nothing says what ${name} is`);
  return { ...parameter, required: true };
}

/** `POST /v1/functions/{id}/detach` becomes `post_v1_functions_by_id_detach`. */
const operationId = (key: string): string =>
  key
    .replaceAll('{', 'by_')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replace(/_$/, '');

const parameters = (
  place: 'path' | 'query' | 'header',
  named: ApiParameters,
  components: Map<string, unknown>,
) =>
  Object.entries(named).map(([name, { description, schema, required: isRequired, example }]) => ({
    name,
    in: place,
    description,
    ...(isRequired && { required: true }),
    ...(example !== undefined && { example }),
    schema: jsonSchema(schema, 'input', components),
  }));

const response = (
  { description, content, headers }: ApiAnswer,
  components: Map<string, unknown>,
) => ({
  description,
  ...(content && { content: contents(content, 'output', components) }),
  ...(headers && {
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, header]) => [
        name,
        {
          description: header.description,
          schema: jsonSchema(header.schema, 'output', components),
        },
      ]),
    ),
  }),
});

const contents = (
  byType: ApiContents,
  io: 'input' | 'output',
  components: Map<string, unknown>,
): Json =>
  Object.fromEntries(
    Object.entries(byType).map(([type, { schema, example }]) => [
      type,
      {
        schema: jsonSchema(schema, io, components),
        ...(example !== undefined && { example }),
      },
    ]),
  );

/**
 * A schema in place, with those that have an id (`.meta({ id })`) among the components. Only schemas inside
 * another are named by zod, so each is wrapped and taken out again.
 */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output', components: Map<string, unknown>) {
  const { properties, $defs = {} } = z.toJSONSchema(z.object({ schema }), {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema: made }) => {
      if (made.maximum === Number.MAX_SAFE_INTEGER) delete made.maximum;
      if (made.minimum === Number.MIN_SAFE_INTEGER) delete made.minimum;
    },
  });
  for (const [name, definition] of Object.entries($defs)) {
    const { id: _id, ...rest } = definition;
    const written = referred(rest);
    const known = components.get(name) ?? written;
    if (JSON.stringify(known) !== JSON.stringify(written))
      throw new Error(`${name} is the name of two schemas`);
    components.set(name, written);
  }
  return referred(properties?.['schema']);
}

/** Zod refers to `#/$defs/NAME`, OpenAPI to its components. */
const referred = (schema: unknown): unknown =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));

const meanings: Readonly<Record<number, string>> = {
  400: 'The request is not valid; the text says what is wrong.',
  401: 'There is no valid token.',
  403: 'The caller may not do this.',
  404: 'There is no such thing in the caller’s project.',
  405: 'The path has other methods.',
  406: 'No such representation.',
  409: 'The request conflicts with what there is.',
  412: 'It is not as the request expects it.',
  413: 'The request is too large.',
  415: 'The content type is not read here.',
  429: 'Too many requests; `Retry-After` says when to try again.',
  500: 'The service failed; the text has the id of the request.',
  503: 'A service that is needed cannot be reached; try again.',
};

const meaning = (status: number): string => meanings[status] ?? 'The request is refused.';
