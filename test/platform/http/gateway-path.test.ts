import fc from 'fast-check';
import { Hono } from 'hono/quick';
import { describe, expect, test } from 'vitest';
import { urlPath } from '../../../functions/platform/http/gateway-path.ts';

/** The path as an HTTP API hands it on: every escape but `%25` is decoded. */
const gatewayPathOf = (segments: readonly string[]) =>
  `/${segments.map((segment) => segment.replaceAll('%', '%25')).join('/')}`;

/** What a service sees of a path that the gateway hands on. */
async function seen(gatewayPath: string) {
  const app = new Hono({ strict: false });
  app.get('/v1/things/:name', (context) => context.json({ name: context.req.param('name') }));
  app.get('/v1/things', (context) => context.json({ all: true }));
  app.notFound((context) => context.json({ missing: true }, 404));
  const response = await app.request(`https://taibai.example${urlPath(gatewayPath)}`);
  return response.json();
}

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((text) => !text.includes('/') && text !== '.' && text !== '..');

describe('the path of a request', () => {
  test('has its segments decoded exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(name, async (text) => {
        expect(await seen(gatewayPathOf(['v1', 'things', text]))).toEqual({ name: text });
      }),
    );
  });

  test.each(['a?b', 'a#b', 'a%b', '100%25', 'a b', 'ä', '%2e', 'a;b', '%E4'])(
    'the name %j is that name, not another',
    async (text) => {
      expect(await seen(gatewayPathOf(['v1', 'things', text]))).toEqual({ name: text });
    },
  );

  test('may end in one slash', async () => {
    expect(await seen('/v1/things/')).toEqual({ all: true });
    expect(await seen('/v1/things/x/')).toEqual({ name: 'x' });
  });

  test.each([
    '//v1/things',
    '/v1//things',
    '/v1/things//',
    '/v1/other/../things',
    '/v1/./things',
    '/v1/things/..',
    '/v1/things/.',
    '/v1/%2E%2E/v1/things',
    '/..',
    '/.',
    '//',
    '/../v1/things',
    '/v1/things/a/b',
  ])('%s is nobody’s', async (path) => {
    expect(await seen(path)).toEqual({ missing: true });
  });

  test('never reaches a route by a path that a URL parser would change', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('', '.', '..', 'v1', '%2e', 'a?', '%'), { maxLength: 6 }),
        (all) => {
          const path = urlPath(`/${all.join('/')}`);
          expect(new URL(`https://taibai.example${path}`).pathname).toBe(path);
        },
      ),
    );
  });

  test('stays in the service of its first segment, whose dialect refuses it', () => {
    expect(urlPath('/identity/v3/../../v1')).toMatch(/^\/identity\/[^/]*$/);
    expect(urlPath('/alarming//v2')).toMatch(/^\/alarming\/[^/]*$/);
  });

  test('may be any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(urlPath(`/${text}\ud800`)).toMatch(/^\/[^?#\s]*$/);
      }),
    );
  });
});
