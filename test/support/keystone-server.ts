import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from './listen.ts';

export const theServiceUser = {
  username: 'taibai',
  password: 'service-password',
  project_name: 'service',
};

/** How this Keystone answers a request instead of as it should; undefined for as it should. */
type Trouble = (request: string, response: ServerResponse) => boolean;

const noTrouble: Trouble = () => false;
const future = '2099-01-01T00:00:00.000000Z';

/** What Keystone says of a token. */
export const tokenBody = (
  userId: string,
  over: Readonly<Record<string, unknown>> = {},
): object => ({
  token: {
    methods: ['password'],
    user: { id: userId, name: userId, domain: { id: 'default', name: 'Default' } },
    project: { id: 'shop', name: 'shop', domain: { id: 'default', name: 'Default' } },
    roles: [
      { id: '1', name: 'member' },
      { id: '2', name: 'of-somebody-else' },
    ],
    issued_at: '2026-11-23T08:00:00.000000Z',
    expires_at: future,
    ...over,
  },
});

const answer = (response: ServerResponse, status: number, json: object, token?: string) => {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(token !== undefined && { 'x-subject-token': token }),
  });
  response.end(JSON.stringify(json));
};
const error = (response: ServerResponse, code: number) =>
  answer(response, code, { error: { code, title: 'No', message: 'No.' } });

/** As much of a Keystone as we ask, with every request it was sent: `GET /v3/auth/tokens alice`. */
export async function keystoneServer() {
  const tokens = new Map<string, object>();
  const credentials = new Map<string, object>();
  const requests: string[] = [];
  let trouble: Trouble = noTrouble;
  let issued = 0;
  let ours = '';

  const logIn = (response: ServerResponse, body: string) => {
    const { identity } = JSON.parse(body).auth;
    const { application_credential: credential, password } = identity;
    if (credential) {
      const known = credentials.get(`${credential.id}:${credential.secret}`);
      return known ? answer(response, 201, known, 'of-credential') : error(response, 401);
    }
    if (password.user.password !== theServiceUser.password) return error(response, 401);
    issued += 1;
    ours = `ours-${issued}`;
    return answer(response, 201, tokenBody('service-user'), ours);
  };

  const server = createServer((incoming, response) => {
    void (async () => {
      const { method, url, headers } = incoming;
      const subject = String(headers['x-subject-token'] ?? '');
      const request = `${method} ${url?.split('?')[0]} ${subject}`.trim();
      requests.push(request);
      const body = await textOf(incoming);
      if (trouble(request, response)) return undefined;
      if (method === 'POST') return logIn(response, body);
      if (headers['x-auth-token'] !== ours) return error(response, 401);
      const known = tokens.get(subject);
      return known ? answer(response, 200, known) : error(response, 404);
    })();
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/v3`,
    tokens,
    credentials,
    requests,
    /** Our service user's token ends before its time. */
    endServiceToken: () => {
      ours = 'ended';
    },
    trouble: (next: Trouble) => {
      trouble = next;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
