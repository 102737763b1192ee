import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { dialects } from '../../../local/openapi/dialects.ts';
import { docsFiles } from '../../../local/openapi/docs-files.ts';
import { packageVersion } from '../../../local/openapi/package-version.ts';

const files = await docsFiles();
const textOf = (path: string) => Buffer.from(files.get(path) ?? []).toString();
const document = JSON.parse(textOf('openapi.json'));
const page = textOf('docs/index.html');
const assetsNamed = (name: RegExp) => [...files.keys()].filter((path) => name.test(path));

test('the page refers to files of its own only, each of which there is', () => {
  const references = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url = '']) => url);
  expect(references).toHaveLength(6);
  expect(references.filter((url) => !files.has(url.slice(1)))).toEqual([]);
  expect(page).not.toContain('{{');
});

test('the page has neither scripts nor styles inside, which its policy would block', () => {
  expect(page).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*src=)/);
});

test('the names of what the page refers to change with what is in them', () => {
  const assets = assetsNamed(/^docs\/assets\//).filter((path) => !path.endsWith('LICENSE.txt'));
  expect(assets.filter((path) => !/\.[0-9a-f]{16}\.\w+$/.test(path))).toEqual([]);
});

test('the document names the server relatively, and has the version of the package', async () => {
  expect(document.servers).toEqual([{ url: '/' }]);
  expect(document.info.version).toBe(await packageVersion());
});

/** What `docs.js` tells Swagger UI. */
function settingsOfPage() {
  const told: {
    readonly [name: string]: unknown;
    readonly requestInterceptor?: (request: object) => { readonly headers: object };
  }[] = [];
  const [script = ''] = assetsNamed(/docs\.\w+\.js$/);
  runInNewContext(textOf(script), {
    SwaggerUIBundle: (settings: (typeof told)[number]) => told.push(settings),
    document: { documentElement: { classList: { toggle: () => true } } },
    matchMedia: () => ({ matches: false, addEventListener() {} }),
    location: new URL('https://taibai.example.com/docs'),
    URL,
  });
  return told[0] ?? {};
}

test('Swagger UI asks no validator, and reads the document of the same origin', () => {
  expect(settingsOfPage()).toMatchObject({
    url: '/openapi.json',
    validatorUrl: null,
    deepLinking: true,
  });
});

test('requests of the page may use the session of the console; those to other origins may not', () => {
  const { requestInterceptor } = settingsOfPage();
  const headersTo = (url: string) => requestInterceptor?.({ url, headers: {} }).headers;
  expect(headersTo('/v1/functions')).toEqual({ 'x-taibai-console': '1' });
  expect(headersTo('https://taibai.example.com/v1/functions')).toEqual({ 'x-taibai-console': '1' });
  expect(headersTo('https://elsewhere.example.com/v1/functions')).toEqual({});
});

test('every heading stands under a service', () => {
  const groups: readonly { readonly name: string; readonly tags: readonly string[] }[] =
    document['x-tagGroups'];
  expect(groups).toHaveLength(dialects.length);
  expect(groups.flatMap(({ tags }) => tags)).toEqual(
    document.tags.map(({ name }: { readonly name: string }) => name),
  );
});

test('the document says how to authenticate: by token, or by the cookie together with its header', () => {
  expect(document.security).toEqual([{ token: [] }, { session: [], console: [] }]);
  const { token, session, console } = document.components.securitySchemes;
  expect(token).toMatchObject({ in: 'header', name: 'X-Auth-Token' });
  expect(session).toMatchObject({ in: 'cookie', name: '__Host-taibai' });
  expect(console).toMatchObject({ in: 'header', name: 'x-taibai-console' });
  expect(document.info.description).toContain('/identity/v3/auth/tokens');
  const { security } = document.paths['/events'].post;
  expect(security).toEqual([...document.security, { applicationCredential: [] }]);
  expect(document.paths['/healthcheck'].get.security).toEqual([]);
});
