import { afterAll, beforeAll, expect, test } from 'vitest';
import { dialects } from '../../local/openapi/dialects.ts';
import { memoryCloud } from '../local/openapi/memory-cloud.ts';
import { guestOf, localStack, session } from '../support/local-stack.ts';
import { exceptions } from './schemathesis/exceptions.ts';
import { schemathesis } from './support/schemathesis.ts';

/*
 * Schemathesis sends every operation of the API document its examples and the edges of its schemas, fitting and not,
 * and compares the answers with the document. The services run in memory, behind what the gateway does to paths: a
 * hundred times as many requests as a stack would answer in that time. The stack gets the examples of the operations.
 */

const keys = dialects.flatMap(({ operations }) => Object.keys(operations));

test('every exception is about operations that there are', () => {
  const named = exceptions.flatMap(({ operations }) => operations);
  expect(named.filter((operation) => !keys.includes(operation))).toEqual([]);
});

let cloud: Awaited<ReturnType<typeof memoryCloud>>;
beforeAll(async () => {
  cloud = await memoryCloud();
});
afterAll(() => cloud.close());

/** The first segment of a path says whose it is. */
const services = {
  alarming: /^\w+ \/alarming/,
  console: /^\w+ \/taibai/,
  events: /^\w+ \/events/,
  identity: /^\w+ \/identity/,
  metrics: /^\w+ \/metric/,
  functions: /^\w+ \/(?!alarming|events|identity|metric|taibai)/,
};

const servicesOf = (key: string) => Object.values(services).filter((each) => each.test(key));

test('every operation belongs to one service that is tried', () => {
  expect(keys.filter((key) => servicesOf(key).length !== 1)).toEqual([]);
});

test.for(Object.entries(services))(
  'the service of %s answers as the document says',
  { timeout: 600_000 },
  async ([, operations]) => {
    const { url, token, values } = cloud;
    const { code, output, report } = await schemathesis({ url, token, values, operations });
    if (code !== 0) throw new Error(output);
    expect(report.operations.tested).toBe(keys.filter((key) => operations.test(key)).length);
    expect(report.test_cases.generated).toBeGreaterThan(500);
  },
);

/** All but the changes that would end what the test itself signs in with. */
const changes =
  /^(?!GET |DELETE \/identity\/v3\/auth\/tokens|POST \/identity\/v3\/users\/\{user\}\/password|DELETE \/taibai\/v1\/session)/;

test.for([
  ['questions', /^GET /],
  ['changes', changes],
] as const)(
  'the stack answers %s as the document says, to a member of a project',
  { timeout: 600_000 },
  async ([, operations]) => {
    const { url, token } = await session({ user: guestOf.apiDocument });
    const { code, output, report } = await schemathesis({
      url,
      token,
      values: { 'X-Subject-Token': token },
      operations,
      phases: ['examples'],
    });
    expect(url).toBe(localStack.url);
    if (code !== 0) throw new Error(output);
    expect(report.operations.tested).toBe(keys.filter((key) => operations.test(key)).length);
  },
);
