import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import { type AuthenticatePorts, authenticate } from '../app/authenticate.ts';
import { revokeToken, validateToken } from '../app/subject-token.ts';
import { catalog } from '../core/catalog.ts';
import type { TokenClaims } from '../core/identity.ts';
import { tokenNotFound } from '../core/refusal.ts';
import type { Ports } from '../ports.ts';
import type { Audited } from './audit.ts';
import { readAuthRequest } from './auth-request.ts';
import { readObject } from './body.ts';
import { requireToken } from './require-token.ts';
import { tokenView } from './views.ts';

/** `/v3/auth/tokens`: issues, validates and revokes tokens. */
export function tokens(ports: AuthenticatePorts & Pick<Ports, 'revocations' | 'settings'>) {
  const services = catalog(ports.settings);
  const answer = (context: Context, token: string, claims: TokenClaims, status: 200 | 201) =>
    context.json(
      tokenView(claims, context.req.query('nocatalog') === undefined ? services : undefined),
      status,
      { 'X-Subject-Token': token },
    );
  const guard = requireToken(ports.verifyToken);

  return new Hono<{ Variables: Audited }>({ strict: false })
    .post('/', async (context) => {
      const { logins, scope } = readAuthRequest(await readObject(context.req));
      const source = { address: context.get('source'), requestId: context.get('requestId') };
      const { token, claims } = await authenticate(ports, { logins, scope, source });
      context.set('userId', claims.userId);
      return answer(context, token, claims, 201);
    })
    .get('/', guard, async (context) => {
      const token = subjectToken(context);
      const claims = await validateToken(ports, { requester: context.get('requester'), token });
      return answer(context, token, claims, 200);
    })
    .delete('/', guard, async (context) => {
      await revokeToken(ports, {
        requester: context.get('requester'),
        token: subjectToken(context),
      });
      return context.body(null, 204);
    });
}

function subjectToken(context: Context): string {
  const token = context.req.header('x-subject-token');
  if (!token) throw tokenNotFound();
  return token;
}
