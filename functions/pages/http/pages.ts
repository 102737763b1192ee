import { type Context, Hono } from 'hono';
import { consoleAssets } from '../../contract/page-manifest.ts';
import type { PageFile, PageFiles } from '../ports.ts';
import { acceptedEncoding } from './accepted-encoding.ts';
import { pageHeaders } from './page-headers.ts';

const aYear = 'public, max-age=31536000, immutable';
const paths = ['/console', '/console/*', '/docs', '/docs/*', '/openapi.json'];

/**
 * Serves files. The console's own paths, such as `/console/alarms`, are those of its script: each that is
 * no file answers with its page.
 */
export function pagesApp(files: PageFiles): Hono {
  const app = new Hono({ strict: false });
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(pageHeaders(context.req.path)))
      context.header(name, value);
  });
  for (const path of paths) {
    app.get(path, (context) => {
      const file = fileFor(files, context.req.path);
      return file ? answer(context, file) : context.notFound();
    });
    app.all(path, (context) => context.text('Method not allowed', 405, { Allow: 'GET, HEAD' }));
  }
  app.notFound((context) => context.text('Not found', 404, { 'Cache-Control': 'no-store' }));
  return app;
}

/** A file with a hashed name that is not there is one of another release: no page stands for it. */
function fileFor(files: PageFiles, urlPath: string): PageFile | undefined {
  const path = urlPath.slice(1).replace(/\/$/, '');
  if (path === 'docs') return files.find('docs/index.html');
  const isPage = /^console(\/|$)/.test(path) && !path.startsWith(consoleAssets);
  return files.find(path) ?? (isPage ? files.find('console/index.html') : undefined);
}

async function answer(context: Context, { contentType, tag, hashed, body }: PageFile) {
  const etag = `W/"${tag}"`;
  context.header('Cache-Control', hashed ? aYear : 'no-cache');
  context.header('ETag', etag);
  context.header('Vary', 'Accept-Encoding');
  if (isCached(context.req.header('If-None-Match'), tag)) return context.body(null, 304);
  const encoding = acceptedEncoding(context.req.header('Accept-Encoding'));
  if (encoding !== 'identity') context.header('Content-Encoding', encoding);
  context.header('Content-Type', contentType);
  return context.body(await body(encoding));
}

const isCached = (header: string | undefined, tag: string): boolean =>
  (header ?? '')
    .split(',')
    .map((each) => each.trim().replace(/^W\//, ''))
    .some((each) => each === '*' || each === `"${tag}"`);
