/** What the API document says of itself. Swagger UI shows it first. */
export const introduction = `Functions, alarms, metrics, events and identity with the HTTP APIs of Qinling, Aodh, Gnocchi, Panko and Keystone.

**Authentication.** \`POST /identity/v3/auth/tokens\` logs in, by a password or by an application credential, and answers
with a token for one project in the header \`X-Subject-Token\`. Send it in the header \`X-Auth-Token\`. Where the cloud has
a Keystone of its own, tokens come from that.

Pages of the same origin may use the session of the console instead: its cookie counts in requests that have the header
\`x-taibai-console: 1\`. “Try it out” on this page does that, so it acts as whoever is logged in to the console, in the
project that is chosen there; a token that is entered under “Authorize” takes precedence.`;

export const securitySchemes = {
  token: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Auth-Token',
    description: 'A token from `POST /identity/v3/auth/tokens`.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-taibai',
    description:
      'The cookie of the console’s session; scripts cannot read it. It counts only beside the header `x-taibai-console`.',
  },
  console: {
    type: 'apiKey',
    in: 'header',
    name: 'x-taibai-console',
    description: '`1` says that the request comes from a page of this origin.',
  },
  applicationCredential: {
    type: 'http',
    scheme: 'basic',
    description: 'The id and the secret of an application credential.',
  },
} as const;

/** Each of them suffices. */
export const security: readonly Readonly<Record<string, readonly string[]>>[] = [
  { token: [] },
  { session: [], console: [] },
];

export const byBasic = { applicationCredential: [] };
