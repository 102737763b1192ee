import * as z from 'zod';
import type { Login, Reference, Scope } from '../app/login.ts';
import { Fault } from '../../platform/core/fault.ts';
import { expecting } from '../core/refusal.ts';
import { check, text } from './body.ts';

const domain = z.object({ id: text(255).optional(), name: text(255).optional() });
const reference = z.object({
  id: text(255).optional(),
  name: text(255).optional(),
  domain: domain.optional(),
});

/** Keystone's schema (`keystone/auth/schema.py`) and what its methods require; unknown fields are ignored. */
const auth = z.object({
  identity: z.looseObject({
    methods: z.array(z.string()).max(16),
    password: z.object({ user: reference.extend({ password: text(4096).nullish() }) }).optional(),
    application_credential: z
      .object({
        id: text(255).optional(),
        name: text(255).optional(),
        secret: text(4096).nullish(),
        user: reference.optional(),
      })
      .optional(),
    token: z.object({ id: z.string() }).optional(),
  }),
  scope: z.union([z.string(), z.looseObject({ project: reference.optional() })]).optional(),
});
type Auth = z.infer<typeof auth>;

export interface AuthRequest {
  readonly logins: readonly Login[];
  readonly scope: Scope | undefined;
}

/** Reads the body of `POST /v3/auth/tokens`. */
export function readAuthRequest(body: Readonly<Record<string, unknown>>): AuthRequest {
  if (!body['auth']) throw expecting('auth', 'request body');
  const { identity, scope } = check(auth, body['auth']);
  const methods = [...new Set(identity.methods)];
  const missing = methods.find((method) => !Object.hasOwn(identity, method));
  if (missing !== undefined) throw expecting(missing.slice(0, 64), 'identity');
  if (methods.length === 0) throw unsupportedMethod();
  return { logins: methods.map((method) => loginOf(identity, method)), scope: scopeOf(scope) };
}

function loginOf(identity: Auth['identity'], method: string): Login {
  const { password, application_credential: credential, token } = identity;
  if (method === 'password' && password) {
    const { password: secret, ...user } = password.user;
    return { method, user: complete(user, 'user'), password: secret ?? '' };
  }
  if (method === 'application_credential' && credential) {
    const { id, name, secret, user } = credential;
    if (!id && !name) throw expecting('id or name', 'application credential');
    if (!id && !user) throw expecting('user', 'application credential');
    return { method, id, name, secret: secret ?? '', user: user && complete(user, 'user') };
  }
  if (method === 'token' && token) return { method, token: token.id };
  throw unsupportedMethod();
}

function scopeOf(scope: Auth['scope']): Scope | undefined {
  if (scope === undefined) return undefined;
  if (scope === 'unscoped') return { kind: 'unscoped' };
  const kinds = ['system', 'project', 'domain', 'OS-TRUST:trust', 'unscoped'];
  const asked = typeof scope === 'string' ? [] : kinds.filter((kind) => Object.hasOwn(scope, kind));
  if (typeof scope === 'string' || asked.length !== 1)
    throw expecting('system, project, domain, OS-TRUST:trust or unscoped', 'scope');
  if (asked[0] === 'unscoped') return { kind: 'unscoped' };
  if (!scope.project) return { kind: 'unsupported' };
  return { kind: 'project', project: complete(scope.project, 'project') };
}

/** Requires a reference to have an id, or a name and a domain. */
function complete(thing: Reference, target: string): Reference {
  if (!thing.id && !thing.name) throw expecting('id or name', target);
  if (thing.name && !thing.domain) throw expecting('domain', target);
  if (thing.domain && !thing.domain.id && !thing.domain.name)
    throw expecting('id or name', 'domain');
  return thing;
}

const unsupportedMethod = (): Fault =>
  new Fault('unauthenticated', 'Attempted to authenticate with an unsupported method.');
