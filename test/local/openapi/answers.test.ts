import { expect, test } from 'vitest';
import type { ApiContents, ApiDialect } from '../../../functions/platform/http/api-document.ts';
import { alarmingDocument } from '../../../functions/alarming/http/document/document.ts';
import { consoleDocument } from '../../../functions/console/http/document/document.ts';
import { eventsDocument } from '../../../functions/events/http/document/document.ts';
import { identityDocument } from '../../../functions/identity/http/document/document.ts';
import { metricsDocument } from '../../../functions/metrics/http/document/document.ts';
import { roleIds } from '../../../functions/identity/core/roles.ts';
import { alarmingWorld } from '../../alarming/support/alarming-world.ts';
import { adminWorld } from '../../console/support/admin-world.ts';
import { consoleWorld } from '../../console/support/console-world.ts';
import { sessionWorld } from '../../console/support/session-world.ts';
import { logWorld } from '../../events/support/log-world.ts';
import { devstackClient } from '../../identity/support/identity-client.ts';
import { admin, metricsWorld } from '../../metrics/support/metrics-world.ts';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
}
interface Answer {
  readonly status: number;
  readonly text: string;
}
type Send = (asked: Asked) => Promise<Answer>;

/** What is created is shown, then changed, then deleted. */
const order = ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'];

/** Sends each operation's example, and says which answers are not as described. */
async function disagreements(
  { operations, refusal, refusals, unauthenticated }: ApiDialect,
  values: Readonly<Record<string, string>>,
  send: Send,
): Promise<{ readonly wrong: readonly string[]; readonly answered: number }> {
  const wrong: string[] = [];
  let answered = 0;
  const inOrder = Object.entries(operations).toSorted(
    ([one], [other]) =>
      order.indexOf(one.split(' ')[0] ?? '') - order.indexOf(other.split(' ')[0] ?? ''),
  );
  for (const [key, operation] of inOrder) {
    const [method = '', template = ''] = key.split(' ');
    const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      valueOf(values, template, name),
    );
    const [contentType, content] = Object.entries(operation.body ?? {})[0] ?? [];
    // oxlint-disable-next-line no-await-in-loop -- in order
    const { status, text } = await send({
      method,
      path,
      ...(content && { body: content.example, contentType: contentType ?? '' }),
    });
    const answer = operation.answers[status];
    if (answer) answered += 1;
    const refused = [...refusals, 401, ...(operation.refusals ?? [])].includes(status);
    if (!answer && !refused) wrong.push(`${key}: ${status} ${text}`);
    const described = answer
      ? answer.content
      : ((status === 401 ? unauthenticated : undefined) ?? refusal);
    const problem = problemOf(described, text);
    if (problem !== undefined) wrong.push(`${key}: ${status} ${text}\n${problem}`);
  }
  return { wrong, answered };
}

/** The value of a parameter in this path, or else in any. */
function valueOf(values: Readonly<Record<string, string>>, template: string, name: string): string {
  const upTo = template.slice(0, template.indexOf(`{${name}}`) + name.length + 2);
  return values[upTo] ?? values[name] ?? 'none';
}

function problemOf(contents: ApiContents | undefined, text: string): string | undefined {
  const schema = contents?.['application/json']?.schema;
  if (!schema) return undefined;
  const { error } = schema.safeParse(JSON.parse(text));
  return error?.message;
}

const requestOf = ({ method, body, contentType }: Asked, token: string) => ({
  method,
  headers: { 'x-auth-token': token, ...(contentType && { 'content-type': contentType }) },
  ...(body !== undefined && { body: JSON.stringify(body) }),
});

async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, text: await response.text() };
}

test('the alarming service answers as described', async () => {
  const { app, create, storedEvents } = alarmingWorld();
  const query = [{ field: 'traits.n', op: 'ge', type: 'integer', value: '7' }];
  const { alarm_id: id } = await create({ event_rule: { query } });
  storedEvents.add(
    {
      projectId: 'p1',
      messageId: id,
      eventType: 'a.b',
      at: '2026-01-01T00:00:05.000000Z',
      acceptance: 'a1',
    },
    JSON.stringify({
      message_id: id,
      event_type: 'a.b',
      traits: [
        ['project_id', 1, 'p1'],
        ['n', 2, 5],
      ],
    }),
  );
  const explained = `/alarming/v2/alarms/${id}/explain`;
  const send: Send = async (asked) => {
    const path = asked.path === explained ? `${explained}?message_id=${id}` : asked.path;
    return answerOf(await app.request(path, requestOf(asked, 'u1|p1|admin')));
  };
  const { wrong, answered } = await disagreements(alarmingDocument, { id }, send);
  expect(wrong).toEqual([]);
  expect(answered).toBeGreaterThan(25);
});

test('the log of events answers as described', async () => {
  const world = logWorld();
  await world.store({ id: 'm1', traits: [['n', 2, 5]] });
  const send: Send = async (asked) =>
    answerOf(await world.app.request(asked.path, requestOf(asked, 'p1:u1:admin,member,reader')));
  const { 'POST /events': _ingest, ...operations } = eventsDocument.operations;
  const values = { id: 'm1', type: 'compute.instance.create.end', name: 'n' };
  const { wrong, answered } = await disagreements({ ...eventsDocument, operations }, values, send);
  expect(wrong).toEqual([]);
  expect(answered).toBe(10);
});

test('the metrics service answers as described', async () => {
  const { app, resource } = metricsWorld();
  const { id, metrics } = await resource(
    { metrics: { cpu: { archive_policy_name: 'low' } } },
    admin,
  );
  const values = {
    type: 'generic',
    id,
    resource: id,
    name: 'cpu',
    '/metric/v1/metric/{id}': metrics.cpu,
    '/metric/v1/archive_policy/{name}': 'five-minutes',
    '/metric/v1/archive_policy_rule/{name}': 'disks',
    '/metric/v1/resource_type/{name}': 'instance',
  };
  const send: Send = async (asked) =>
    answerOf(await app.request(`http://taibai.test${asked.path}`, requestOf(asked, 'ua|pa|admin')));
  const { wrong, answered } = await disagreements(metricsDocument, values, send);
  expect(wrong).toEqual([]);
  expect(answered).toBeGreaterThan(30);
});

test('the identity service answers as described', async () => {
  const { send: ask, tokenOf } = await devstackClient();
  const token = await tokenOf('admin');
  const me = (await ask('GET', '/v3/auth/tokens', { token, subject: token })).body.token;
  const named = async (kind: string, name: string): Promise<string> =>
    (await ask('GET', `/v3/${kind}?name=${name}`, { token })).body[kind][0].id;
  const values = {
    user: await named('users', 'demo'),
    project: await named('projects', 'demo'),
    role: roleIds.reader,
    '/identity/v3/domains/{id}': 'default',
    '/identity/v3/regions/{id}': 'RegionOne',
    '/identity/v3/services/{id}': me.catalog[0].id,
    '/identity/v3/endpoints/{id}': me.catalog[0].endpoints[0].id,
  };
  const subject = await tokenOf('demo');
  const send: Send = async ({ method, path, body }) => {
    const { status, body: answer } = await ask(method, path.replace('/identity', ''), {
      token,
      subject,
      ...(body !== undefined && { body }),
    });
    return { status, text: typeof answer === 'string' ? answer : JSON.stringify(answer) };
  };
  const { wrong, answered } = await disagreements(identityDocument, values, send);
  expect(wrong).toEqual([]);
  expect(answered).toBeGreaterThan(20);
});

test('the console answers as described', async () => {
  const world = consoleWorld();
  const { id: alarmId } = world.alarm('disk');
  const { id: functionId } = world.fn('hello');
  const acceptance = await world.event({ traits: [['vm', 1, 'x']] });
  const trigger = { kind: 'event', messageId: 'm1', acceptanceId: acceptance } as const;
  const webhook = 'https://cloud.example/v1/webhooks/0193577a-9c00-4d3c-8b7e-1f0a5d5a8e6a/invoke';
  world.firing({ alarmId, trigger, actions: ['https://receiver.example', webhook] });
  world.hit({ alarmId, acceptanceId: acceptance });
  const { id } = world.delivery({ alarmId, state: 'dead' });
  world.execution({ functionId, status: 'failed', updatedAt: world.clock.now() });
  world.execution({ cause: { alarmId, transitionId: 't', messageId: 'm1' } });
  const administration = adminWorld();
  const signedIn = await sessionWorld('own');
  const token = await signedIn.identity.tokenOf('demo');
  const send: Send = async (asked) => {
    if (asked.path.startsWith('/taibai/v1/admin'))
      return answerOf(await administration.app.request(asked.path, requestOf(asked, 'admin')));
    if (!asked.path.startsWith('/taibai/v1/session'))
      return answerOf(await world.app.request(asked.path, requestOf(asked, 'u1|p1|reader')));
    const bodies: Readonly<Record<string, unknown>> = {
      POST: { user: 'demo', password: 'demo-password' },
      PUT: { project: signedIn.idOf('project', 'demo') },
    };
    const body = bodies[asked.method];
    return answerOf(await signedIn.app.request(asked.path, requestOf({ ...asked, body }, token)));
  };
  const { wrong, answered } = await disagreements(consoleDocument, { id, queue: 'hits' }, send);
  expect(wrong).toEqual([]);
  expect(answered).toBe(Object.keys(consoleDocument.operations).length);
});
