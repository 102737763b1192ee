import { expect, test } from 'vitest';
import {
  type Dialect,
  expectNoServerError,
  hostileRequests,
} from '../../support/hostile-requests.ts';
import { eventsWorld } from '../support/events-world.ts';

const event = {
  message_id: 'm',
  event_type: 'compute.instance.create',
  generated: '2017-10-03T10:02:38.305378',
  message_signature: 'x',
  traits: [
    ['project_id', 1, 'p1'],
    ['n', 2, 5],
    ['f', 3, 1.5],
    ['t', 4, '2017-10-03T10:02:38'],
  ],
  raw: { a: { b: [1] } },
};
const cloudEvent = {
  specversion: '1.0',
  id: '1',
  source: '/s',
  type: 't',
  subject: 's',
  time: '2018-04-05T17:31:00Z',
  datacontenttype: 'application/json',
  data: { a: 1, b: 'x' },
};

async function world() {
  const { app } = eventsWorld();
  const dialect: Dialect = {
    routes: app,
    ids: ['m'],
    names: [...Object.keys(event), ...Object.keys(cloudEvent), 'data_base64'],
    words: ['p1', 'p2', '1.0', 'AA==', '2018-04-05T17:31:60Z'],
    tokens: ['t'],
    headers: [
      { 'ce-specversion': '1.0', 'ce-id': '1', 'ce-source': '/s', 'ce-type': 't' },
      { 'ce-specversion': '1.0', 'ce-id': '%C0', 'ce-source': '"%25', 'ce-type': '%F0%9F%98%80' },
      { 'ce-specversion': '', 'ce-data': '1', 'ce-': '' },
      { 'content-type': 'application/cloudevents+json' },
      { 'content-type': 'application/cloudevents-batch+json' },
      { 'content-encoding': 'gzip' },
      { 'webhook-request-origin': 'x' },
      { authorization: 'Basic ====' },
    ],
    bodies: [event, [event, event], cloudEvent, [cloudEvent, cloudEvent]],
  };
  return { app, dialect };
}

test('no request to /events is answered with a 5xx or late', async () => {
  const seen = await expectNoServerError(world, hostileRequests(0.2));
  for (const status of [202, 400, 405]) expect(seen).toContain(status);
});
