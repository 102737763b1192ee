import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { appWith } from './folder.ts';

const index = '<!doctype html><title>Taibai</title>';
const script = 'console.log("a script that is long enough to be worth compressing");'.repeat(20);
const app = await appWith({
  'console/index.html': index,
  'console/favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'console/assets/index-BqT2x8_z.js': script,
  'docs/index.html': '<!doctype html><title>API</title>',
  'docs/assets/docs.0123456789abcdef.js': script,
  'docs/assets/docs.js.LICENSE.txt': 'Apache-2.0',
  'openapi.json': '{"openapi":"3.1.0"}',
});
const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
const kept = async (path: string) => (await get(path)).headers.get('cache-control');
const bytes = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

describe('the console', () => {
  test.each([
    '/console',
    '/console/',
    '/console/alarms/new',
    '/console/events/a.b',
    '/console/%2e%2e%2fopenapi.json',
  ])('answers %s, which is no file, with its page', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(await answer.text()).toBe(index);
  });

  test('has its page for no file of another release', async () => {
    const answer = await get('/console/assets/index-OLDOLDOL.js');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('lets a browser keep what has a hash in its name for a year, and nothing else', async () => {
    const forever = 'public, max-age=31536000, immutable';
    expect(await kept('/console/assets/index-BqT2x8_z.js')).toBe(forever);
    expect(await kept('/docs/assets/docs.0123456789abcdef.js')).toBe(forever);
    expect(await kept('/docs/assets/docs.js.LICENSE.txt')).toBe('no-cache');
    expect(await kept('/console/favicon.svg')).toBe('no-cache');
    expect(await kept('/openapi.json')).toBe('no-cache');
  });
});

describe('the documentation', () => {
  test.each(['/docs', '/docs/'])('has its page at %s', async (path) => {
    expect(await (await get(path)).text()).toContain('<title>API</title>');
  });

  test('has no page for what is not there', async () => {
    expect((await get('/docs/gone')).status).toBe(404);
  });

  test('has the document beside it', async () => {
    const answer = await get('/openapi.json');
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toEqual({ openapi: '3.1.0' });
  });
});

describe('a body', () => {
  const path = '/console/assets/index-BqT2x8_z.js';

  test.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1.0, br;q=0.5', 'br'],
    ['gzip, br;q=0', 'gzip'],
    ['GZIP', 'gzip'],
    ['*', 'br'],
  ])('is encoded as %s allows', async (accepted, encoding) => {
    const answer = await get(path, { 'accept-encoding': accepted });
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('vary')).toBe('Accept-Encoding');
    const decode = encoding === 'br' ? brotliDecompressSync : gunzipSync;
    expect(decode(await bytes(answer)).toString()).toBe(script);
  });

  test.each([undefined, '', 'identity', 'br;q=0, gzip;q=0', 'br;q=, gzip;q=x'])(
    'is not encoded if the client accepts %s',
    async (accepted) => {
      const answer = await get(path, accepted === undefined ? {} : { 'accept-encoding': accepted });
      expect(answer.headers.get('content-encoding')).toBeNull();
      expect(await answer.text()).toBe(script);
    },
  );

  test('is not sent again to who has it', async () => {
    const etag = (await get('/console')).headers.get('etag')!;
    expect(etag).not.toBe((await get(path)).headers.get('etag'));
    for (const held of [etag, `"other", ${etag}`, etag.replace('W/', ''), '*']) {
      // oxlint-disable-next-line no-await-in-loop -- each is one request
      const answer = await get('/console/alarms', { 'if-none-match': held });
      expect(answer.status).toBe(304);
      expect(await answer.text()).toBe('');
    }
    expect((await get('/console', { 'if-none-match': 'W/"other"' })).status).toBe(200);
  });
});

describe('every answer', () => {
  const requests: readonly (readonly [string, string])[] = [
    ['GET', '/console'],
    ['GET', '/console/assets/gone.js'],
    ['HEAD', '/console/alarms'],
    ['POST', '/console'],
    ['GET', '/openapi.json'],
    ['DELETE', '/openapi.json'],
    ['GET', '/docs'],
    ['GET', '/docs/gone'],
    ['OPTIONS', '/docs'],
  ];

  test.each(requests)('%s %s forbids foreign content', async (method, path) => {
    const { headers } = await app.request(path, { method });
    const images = path.startsWith('/docs') ? "img-src 'self' data:" : "img-src 'self'";
    expect(headers.get('content-security-policy')?.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      images,
      "font-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  });

  test('to HEAD has the headers of GET, and no body', async () => {
    const answer = await app.request('/console/alarms', { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('etag')).toBe((await get('/console')).headers.get('etag'));
    expect(await answer.text()).toBe('');
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'to %s is 405 and names the methods that there are',
    async (method) => {
      for (const path of ['/console', '/console/alarms', '/docs', '/openapi.json']) {
        // oxlint-disable-next-line no-await-in-loop -- each is one request
        const answer = await app.request(path, { method });
        expect(answer.status).toBe(405);
        expect(answer.headers.get('allow')).toBe('GET, HEAD');
      }
    },
  );
});
