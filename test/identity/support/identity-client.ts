import { identityApp } from '../../../functions/identity/http/app.ts';
import { devstackWorld, type IdentityWorld } from './identity-world.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers of any shape
  readonly body: any;
}

interface RequestOptions {
  readonly token?: string;
  readonly subject?: string;
  readonly body?: unknown;
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends requests to an identity API with these ports. */
export function identityClient(ports: IdentityWorld['ports']) {
  const app = identityApp(ports);
  const send = async (
    method: string,
    path: string,
    options: RequestOptions = {},
  ): Promise<Answer> => {
    const response = await app.request(`/identity${path}`, {
      method,
      headers: {
        ...(options.token && { 'X-Auth-Token': options.token }),
        ...(options.subject && { 'X-Subject-Token': options.subject }),
        ...(options.body !== undefined && { 'Content-Type': 'application/json' }),
        ...options.headers,
      },
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
      ...(options.raw !== undefined && { body: options.raw }),
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
  return { app, send, auth, login, tokenOf };
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
