import { identityApp } from '../../../functions/identity/http/app.ts';
import { devstackWorld, type IdentityWorld } from './identity-world.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of any shape
  readonly body: any;
}

interface Asked {
  readonly token?: string;
  readonly subject?: string;
  readonly body?: unknown;
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The identity API of a world, and the requests its clients make. */
export function identityClient(ports: IdentityWorld['ports']) {
  const app = identityApp(ports);
  const send = async (method: string, path: string, asked: Asked = {}): Promise<Answer> => {
    const response = await app.request(`/identity${path}`, {
      method,
      headers: {
        ...(asked.token && { 'X-Auth-Token': asked.token }),
        ...(asked.subject && { 'X-Subject-Token': asked.subject }),
        ...(asked.body !== undefined && { 'Content-Type': 'application/json' }),
        ...asked.headers,
      },
      ...(asked.body !== undefined && { body: JSON.stringify(asked.body) }),
      ...(asked.raw !== undefined && { body: asked.raw }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.startsWith('application/json');
    return {
      status: response.status,
      headers: response.headers,
      body: json && text ? JSON.parse(text) : text,
    };
  };
  const auth = (identity: unknown, scope?: unknown) =>
    send('POST', '/v3/auth/tokens', {
      body: { auth: { identity, ...(scope !== undefined && { scope }) } },
    });
  const login = (name: string, scope?: unknown, password = `${name}-password`) =>
    auth(
      { methods: ['password'], password: { user: { name, password, domain: { id: 'default' } } } },
      scope,
    );
  const tokenOf = async (name: string, project: string = name): Promise<string> => {
    const answer = await login(name, { project: { name: project, domain: { name: 'Default' } } });
    return answer.headers.get('x-subject-token') ?? '';
  };
  return { send, auth, login, tokenOf };
}

export async function devstackClient() {
  const world = await devstackWorld();
  return { ...world, ...identityClient(world.ports) };
}

export const unauthorized = {
  error: {
    code: 401,
    message: 'The request you have made requires authentication.',
    title: 'Unauthorized',
  },
};
