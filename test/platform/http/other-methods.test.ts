import { Hono } from 'hono/quick';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../../functions/platform/core/fault.ts';
import {
  allowedMethods,
  refuseOtherMethods,
} from '../../../functions/platform/http/other-methods.ts';
import { anEngine } from '../../engine/support/engine-app.ts';
import { eventsWorld } from '../../events/support/events-world.ts';
import { requestOf, routesOf } from '../../support/routes.ts';

function app() {
  const served = new Hono({ strict: false });
  served.get('/a', (context) => context.text('a'));
  served.post('/a', (context) => context.text('a'));
  served.get('/a/:id', (context) => context.text('id'));
  served.put('/a/all', (context) => context.text('all'));
  served.all('/b', (context) => context.text('b'));
  refuseOtherMethods(served, { message: 'Not so.' });
  served.onError((error, context) =>
    context.text(error.message, error instanceof Fault ? 405 : 500),
  );
  return served;
}

describe('a method that a path does not have', () => {
  test.each([
    ['DELETE', '/a', 'GET, HEAD, POST'],
    ['DELETE', '/a/', 'GET, HEAD, POST'],
    ['DELETE', '/a/x', 'GET, HEAD'],
    ['DELETE', '/a/all', 'GET, HEAD, PUT'],
  ])('%s %s is 405 with Allow: %s', async (method, path, allow) => {
    const answer = await app().request(path, { method });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
  });

  test.each([
    ['HEAD', '/a', 200],
    ['BREW', '/b', 200],
    ['GET', '/c', 404],
  ])('%s %s is not refused for its method: %i', async (method, path, status) => {
    expect((await app().request(path, { method })).status).toBe(status);
  });
});

test.each([
  ['engine', () => anEngine().app],
  ['events', () => eventsWorld().app],
])('every path of the %s dialect answers an unknown method with Allow', async (_, make) => {
  const served = make();
  for (const route of routesOf(served)) {
    const { path } = requestOf(route, { id: 'x', version: '1', name: 'x', key: 'x' });
    // oxlint-disable-next-line no-await-in-loop -- one request after the other
    const answer = await served.request(path, {
      method: 'BREW',
      headers: { 'x-auth-token': 'demo' },
    });
    expect([path, answer.status]).toEqual([path, 405]);
    expect(answer.headers.get('allow')).toBe(allowedMethods(served.routes, path).join(', '));
    expect(answer.headers.get('allow')).not.toBe('');
  }
});
