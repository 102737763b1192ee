import fc from 'fast-check';
import { expect } from 'vitest';
import { propertyRuns } from './property-runs.ts';
import { routesOf } from './routes.ts';

/** What a client may send: not only what its tools would. */
export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What is known of a dialect, so that many requests come far. */
export interface Dialect {
  readonly routes: Parameters<typeof routesOf>[0];
  /** Values of parameters in paths: ids of things that there are. */
  readonly ids: readonly string[];
  /** Names of members in bodies and of parameters in queries. */
  readonly names: readonly string[];
  /** Values that the dialect knows. */
  readonly words: readonly string[];
  readonly tokens: readonly string[];
  /** Bodies that are right, which are changed in one place. */
  readonly bodies: readonly object[];
  /** Bodies that are right for one route, as `POST /v1/jobs`: half of its requests have one, unless it is changed. */
  readonly bodiesOf?: Readonly<Record<string, readonly object[]>>;
  /** What is written as JSON in a text of a body or a query, and is changed like bodies. */
  readonly inner?: readonly object[];
  /** Queries that are right, which are changed in one place. */
  readonly queries?: readonly (readonly (readonly [string, string])[])[];
  /** Sets of headers that mean something to the dialect. */
  readonly headers?: readonly Readonly<Record<string, string>>[];
}

const repeated = (part: string, times: number) => part.repeat(times);
const oddTexts = [
  '',
  '\ud800',
  'a\udfff',
  '\0',
  '\uffff',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '../x',
  '%',
  '%00',
  "' OR 1=1",
  '😀'.repeat(128),
  '\u202e',
  '٣',
  '1e999',
  'NaN',
  'null',
  '0'.repeat(32),
  'x'.repeat(300),
  'x'.repeat(1100),
] as const;
const oddJson = [
  '1e999',
  '-0',
  '1.0',
  '9007199254740993',
  repeated('9', 400),
  repeated('9', 4301),
  '{"__proto__":{"a":1}}',
  '{"constructor":{"prototype":1}}',
  '{"a":1,"a":2}',
  '[[]]',
  '"\\ud800"',
  '"\\u0000"',
  `${repeated('[', 90)}${repeated(']', 90)}`,
  `${repeated('{"a":', 600)}1${repeated('}', 600)}`,
] as const;
/** Slow to handle if anything is worse than linear. Rare, because they take long to make. */
const largeBodies = [
  `[${repeated('0,', 20_000)}0]`,
  `{${Array.from({ length: 3000 }, (_, i) => `"a${i}":${i}`).join(',')}}`,
  repeated('a=b&', 20_000),
  repeated('[', 100_000),
  `"${repeated('\\ud800', 10_000)}"`,
  repeated('9', 100_000),
  `{"name":"${repeated('é', 50_000)}"}`,
] as const;
const contentTypes = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
  'application/xml',
  '',
  ';;',
] as const;
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'BREW'] as const;

/** Requests that are made from a dialect's own routes. */
export function hostileRequest(dialect: Dialect): fc.Arbitrary<HostileRequest> {
  const plain = fc.oneof(
    fc.constantFrom(...oddTexts),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom(...dialect.words, ...dialect.ids),
  );
  const innerText = changedBody(
    dialect.inner ?? [{}],
    plain.map((value) => JSON.stringify(value)),
  );
  const text = fc.oneof({ weight: 3, arbitrary: plain }, { weight: 2, arbitrary: innerText });
  const json = fc.oneof(
    { weight: 3, arbitrary: text.map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: fc.constantFrom(...oddJson) },
    { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.constantFrom('null', 'true', '0', '-1', '[]', '{}') },
  );
  const name = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...dialect.names) },
    { weight: 1, arbitrary: text },
  );
  const member = fc.tuple(name, json).map(([key, value]) => `${JSON.stringify(key)}:${value}`);
  const body = fc.oneof(
    { weight: 60, arbitrary: changedBody(dialect.bodies, json) },
    {
      weight: 40,
      arbitrary: fc.array(member, { maxLength: 4 }).map((all) => `{${all.join(',')}}`),
    },
    { weight: 20, arbitrary: json },
    { weight: 10, arbitrary: text },
    { weight: 2, arbitrary: fc.constantFrom(...largeBodies) },
  );
  const routes = routesOf(dialect.routes);
  const unknown = Object.keys(dialect.bodiesOf ?? {}).find((route) => !routes.includes(route));
  if (unknown !== undefined) throw new Error(`the app has no route ${unknown}`);
  const own = Object.fromEntries(
    Object.entries(dialect.bodiesOf ?? {}).map(([route, bodies]) => [
      route,
      fc.oneof(changedBody(bodies, json), body),
    ]),
  );
  return fc.constantFrom(...routes).chain((route) => requestTo(route, own[route] ?? body));

  function requestTo(route: string, bodyOfRoute: fc.Arbitrary<string>) {
    return fc
      .record({
        method: fc.option(fc.constantFrom(...methods), { freq: 6 }),
        values: fc.array(fc.oneof(fc.constantFrom(...dialect.ids), text), {
          minLength: 6,
          maxLength: 6,
        }),
        query: queryOf(name, text, dialect),
        token: fc.constantFrom(...dialect.tokens),
        type: fc.oneof(
          { weight: 3, arbitrary: fc.constant('application/json') },
          fc.constantFrom(...contentTypes),
        ),
        accept: fc.constantFrom('application/json', '*/*', 'text/html', ''),
        extra: fc.constantFrom({}, ...(dialect.headers ?? [])),
        body: fc.option(bodyOfRoute, { freq: 8, nil: undefined }),
      })
      .map(({ method, values, query, token, type, accept, extra, body: written }) => {
        const [usual = '', template = ''] = route.split(' ');
        const filled = method ?? usual;
        return {
          method: filled,
          path: `${pathOf(template, values)}${query}`,
          headers: { 'x-auth-token': token, 'content-type': type, accept, ...extra },
          ...(written !== undefined && filled !== 'GET' && filled !== 'HEAD' && { body: written }),
        };
      });
  }
}

/** Names and values in JSON text. */
const place =
  /"(?:[^"\\]|\\.)*"(?=:)|(?<=[:[,])(?:"(?:[^"\\]|\\.)*"|-?\d+|true|false|null)(?=[,\]}])/g;

/** A right body in which one name or value, however deep, is another one. */
const changedBody = (bodies: readonly object[], json: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.constantFrom(...bodies), fc.nat(), json, fc.constantFrom(...oddTexts), fc.boolean())
    .map(([body, index, value, name, change]) => {
      const written = JSON.stringify(body);
      const places = [...written.matchAll(place)];
      const at = places[index % Math.max(1, places.length)];
      if (!change || !at) return written;
      const end = at.index + at[0].length;
      const other = written[end] === ':' ? JSON.stringify(name) : value;
      return written.slice(0, at.index) + other + written.slice(end);
    });

const changedQuery = (queries: NonNullable<Dialect['queries']>, text: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.constantFrom(...queries), fc.nat(), text, fc.boolean())
    .map(([query, index, other, change]) =>
      query.map(([key, value], i) =>
        parameterOf(key, change && i === index % query.length ? other : value),
      ),
    );

function queryOf(
  name: fc.Arbitrary<string>,
  text: fc.Arbitrary<string>,
  { queries = [] }: Dialect,
): fc.Arbitrary<string> {
  const parameter = fc.tuple(name, text).map(([key, value]) => parameterOf(key, value));
  return fc
    .oneof(
      { weight: 80, arbitrary: fc.array(parameter, { maxLength: 3 }) },
      { weight: 10, arbitrary: parameter.map((each) => [each, each, each]) },
      { weight: 1, arbitrary: parameter.map((each) => Array.from({ length: 500 }, () => each)) },
      { weight: 10, arbitrary: fc.constantFrom(['%'], ['%ff=%'], ['&&='], ['a']) },
      ...(queries.length > 0 ? [{ weight: 60, arbitrary: changedQuery(queries, text) }] : []),
    )
    .map((parameters) => (parameters.length === 0 ? '' : `?${parameters.join('&')}`));
}

const parameterOf = (key: string, value: string) => `${encoded(key)}=${encoded(value)}`;

const encoded = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '?'));

function pathOf(template: string, values: readonly string[]): string {
  let next = 0;
  return template.replace(/:\w+(\{[^}]*\})?/g, () => {
    next += 1;
    return encoded(values[next % values.length] ?? '');
  });
}

/** An app that requests are sent to. */
interface Served {
  readonly request: (path: string, init: RequestInit) => Response | Promise<Response>;
}

const maximumMilliseconds = 5000;
const requestsPerWorld = 250;

/**
 * Sends the requests and fails for the first one that is answered with a 5xx or late. A new world is made
 * from time to time, so that lists stay short. Returns the statuses that were seen.
 */
export async function expectNoServerError<
  World extends { readonly dialect: Dialect; readonly app: Served },
>(makeWorld: () => Promise<World>, requests: number): Promise<ReadonlySet<number>> {
  const seen = new Set<number>();
  for (let done = 0; done < requests; done += requestsPerWorld) {
    // oxlint-disable-next-line no-await-in-loop -- one world after the other
    const { app, dialect } = await makeWorld();
    // oxlint-disable-next-line no-await-in-loop -- one world after the other
    await fc.assert(
      fc.asyncProperty(hostileRequest(dialect), async ({ path, ...init }) => {
        const start = performance.now();
        const { status } = await app.request(path, init);
        seen.add(status);
        expect(status).toBeLessThan(500);
        expect(performance.now() - start).toBeLessThan(maximumMilliseconds);
      }),
      { numRuns: Math.min(requestsPerWorld, requests - done), endOnFailure: true },
    );
  }
  return seen;
}

const inTests = propertyRuns(6000);

/** A share of the hostile requests: a tenth of them in `npm test`, all in `npm run hostile`. */
export const hostileRequests = (share: number): number =>
  Math.ceil(Number(process.env['TAIBAI_GENERATED_REQUESTS'] ?? inTests) * share);
