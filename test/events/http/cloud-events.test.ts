import { CloudEvent, HTTP } from 'cloudevents';
import { describe, expect, test } from 'vitest';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { eventsApp } from '../../../functions/events/http/app.ts';
import { standingClock } from '../../support/clock.ts';
import { silentLog } from '../../support/silent-log.ts';
import { recordingBus } from '../support/recording-bus.ts';

function world() {
  const { bus, published } = recordingBus();
  const app = eventsApp({
    authenticator: {
      byToken: async () => ({ userId: 'u', projectId: 'p1', roles: ['member'] }),
      byApplicationCredential: async () => undefined,
    },
    bus,
    clock: standingClock(),
    ids: nodeIds,
    log: silentLog,
    sourceOf: () => '192.0.2.1',
    payloads: memoryPayloadStore(),
  });
  const post = async (
    body: string | Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>>,
  ) => {
    const response = await app.request('/events', {
      method: 'POST',
      body,
      headers: { 'x-auth-token': 't', ...headers },
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? null : JSON.parse(text),
    };
  };
  const bodies = () => published.map((detail) => JSON.parse(detail.body ?? 'null'));
  return { app, post, published, bodies };
}

const structured = { 'content-type': 'application/cloudevents+json; charset=UTF-8' };
const batched = { 'content-type': 'application/cloudevents-batch+json' };
/** The specification's example, with a project. */
const example = {
  specversion: '1.0',
  type: 'com.github.pull_request.opened',
  source: 'https://github.com/cloudevents/spec/pull',
  subject: '123',
  id: 'A234-1234-1234',
  time: '2018-04-05T17:31:00Z',
  comexampleextension1: 'value',
  comexampleothervalue: 5,
  projectid: 'p1',
};

describe('a CloudEvent becomes a notification', () => {
  test('type, id, time, attributes and data are mapped, and raw holds the whole', async () => {
    const { post, bodies } = world();
    const event = { ...example, data: { vm: 'a', cpus: 2, load: 0.5, on: true, no: null, l: [] } };
    const { status, body } = await post(JSON.stringify(event), structured);
    const messageId = 'https://github.com/cloudevents/spec/pull#A234-1234-1234';
    expect([status, body]).toEqual([202, null]);
    expect(bodies()).toEqual([
      {
        message_id: messageId,
        event_type: 'com.github.pull_request.opened',
        generated: '2018-04-05T17:31:00Z',
        traits: [
          ['vm', 1, 'a'],
          ['cpus', 2, 2],
          ['load', 3, 0.5],
          ['on', 1, true],
          ['comexampleextension1', 1, 'value'],
          ['comexampleothervalue', 1, '5'],
          ['projectid', 1, 'p1'],
          ['source', 1, 'https://github.com/cloudevents/spec/pull'],
          ['subject', 1, '123'],
          ['datacontenttype', 1, 'application/json'],
          ['time', 4, '2018-04-05T17:31:00Z'],
          ['project_id', 1, 'p1'],
        ],
        raw: { ...event, comexampleothervalue: '5', datacontenttype: 'application/json' },
      },
    ]);
  });

  test('a UUID as id becomes the message id', async () => {
    const { post, bodies } = world();
    const id = 'ac6ce4ae-546a-47cc-a0cb-ad1bae44ca61';
    await post(JSON.stringify({ ...example, id }), structured);
    expect(bodies()[0].message_id).toBe(id);
  });

  test('numbers are kept as they were written', async () => {
    const { post, published } = world();
    const text = JSON.stringify(example).replace(
      '"p1"',
      '"p1","data":{"n":12345678901234567890,"f":1.0}',
    );
    await post(text, structured);
    expect(published[0]?.body).toContain('["n",2,12345678901234567890],["f",3,1.0]');
  });

  test('each event of a batch is accepted or refused on its own', async () => {
    const { post } = world();
    const { status, body } = await post(
      JSON.stringify([
        { ...example, id: undefined },
        example,
        { ...example, specversion: '0.3' },
        { ...example, projectid: 'p2' },
        { ...example, Upper: 'x' },
        { ...example, time: 'yesterday' },
        { ...example, data: 1, data_base64: 'AA==' },
        7,
      ]),
      batched,
    );
    expect(status).toBe(202);
    expect(body.results.map(({ reason }: { reason: string | null }) => reason)).toEqual([
      'The CloudEvent has no id.',
      null,
      'The CloudEvent is not of specversion 1.0.',
      'The event belongs to another project.',
      'The name of a CloudEvent attribute may only have a-z and 0-9.',
      'The time of the CloudEvent is not an RFC 3339 timestamp.',
      'The CloudEvent has both data and data_base64.',
      'The CloudEvent is not an object.',
    ]);
  });

  test('formats other than JSON are refused', async () => {
    const { status } = await world().post('x', { 'content-type': 'application/cloudevents+avro' });
    expect(status).toBe(400);
  });
});

describe('the official SDK as sender', () => {
  const sent = new CloudEvent({
    type: 'compute.instance.create.end',
    source: '/nova',
    data: { vm_name: 'new_instance', project_id: 'p1' },
    region: 'one',
  });

  test.each([
    ['binary', (event: CloudEvent<unknown>) => HTTP.binary(event)],
    ['structured', (event: CloudEvent<unknown>) => HTTP.structured(event)],
  ])('%s mode', async (_, write) => {
    const { app, bodies } = world();
    const message = write(sent);
    const response = await app.request('/events', {
      method: 'POST',
      body: String(message.body),
      headers: {
        'x-auth-token': 't',
        ...Object.fromEntries(Object.entries(message.headers).map(([k, v]) => [k, String(v)])),
      },
    });
    expect(response.status).toBe(202);
    const [event] = bodies();
    expect(event).toMatchObject({
      message_id: sent.id,
      event_type: sent.type,
      generated: sent.time,
    });
    expect(event.traits).toEqual(
      expect.arrayContaining([
        ['vm_name', 1, 'new_instance'],
        ['project_id', 1, 'p1'],
        ['region', 1, 'one'],
        ['source', 1, '/nova'],
      ]),
    );
  });
});

describe('the handshake before delivery', () => {
  test('permits every sender to deliver', async () => {
    const { app } = world();
    const response = await app.request('/events', {
      method: 'OPTIONS',
      headers: {
        'webhook-request-origin': 'eventemitter.example.com',
        'webhook-request-rate': '120',
      },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('webhook-allowed-origin')).toBe('eventemitter.example.com');
    expect(response.headers.get('webhook-allowed-rate')).toBe('*');
    expect(response.headers.get('allow')).toBe('OPTIONS, POST');
  });
});
