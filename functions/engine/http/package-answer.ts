import type { Context } from 'hono';
import type { DownloadedPackage } from '../app/packages/download-package.ts';

/** Answers with a package, or redirects to it; the clients follow redirects. */
export function answerPackage(context: Context, found: DownloadedPackage): Response {
  if (found.kind === 'link')
    return context.json({ location: found.url }, 302, { location: found.url });
  return context.body(Uint8Array.from(found.zip), 200, {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${found.filename}"`,
  });
}
