/** What a page may load: only its own files, and no script or style that stands in its markup. */
const policy = (images: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src ${images}`,
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const ofConsole = policy("'self'");
/** The stylesheet of Swagger UI has its icons in `data:` addresses. */
const ofDocs = policy("'self' data:");

/** The headers of every answer, whatever its status. */
export const pageHeaders = (path: string): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': /^\/docs(\/|$)/.test(path) ? ofDocs : ofConsole,
  'X-Content-Type-Options': 'nosniff',
  // The URL of a webhook is a secret.
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
});
