import type { Context } from 'hono';
import type { DownloadedPackage } from '../app/functions/download-package.ts';

/** Hands a package out, or sends the client to where it lies: the clients follow. */
export function answerPackage(context: Context, found: DownloadedPackage): Response {
  if (found.kind === 'link')
    return context.json({ location: found.url }, 302, { location: found.url });
  return context.body(Uint8Array.from(found.zip), 200, {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${found.filename}"`,
  });
}
