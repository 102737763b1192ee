import { Hono } from 'hono/quick';
import { tokenVerifier } from '../app/verify-token.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Ports } from '../ports.ts';
import { answerFailure } from '../../platform/http/failure.ts';
import { refuseOtherMethods } from '../../platform/http/other-methods.ts';
import { requestLog, type Traced } from '../../platform/http/request-log.ts';
import type { SourceOf } from '../../platform/http/source.ts';
import { accessRules } from './access-rules.ts';
import { applicationCredentials } from './application-credentials.ts';
import { audit } from './audit.ts';
import { discovery } from './discovery.ts';
import { grants } from './grants.ts';
import { projects } from './projects.ts';
import { keystoneRefusals } from './refusals.ts';
import { roles } from './roles.ts';
import { serviceCatalog } from './service-catalog.ts';
import { tokens } from './tokens.ts';
import { users } from './users.ts';

type UnusedPorts =
  | 'authenticator'
  | 'keys'
  | 'payloads'
  | 'seedRecords'
  | 'signingKeys'
  | 'trusts'
  | 'vault';

export interface IdentityAppPorts extends Omit<Ports, UnusedPorts | 'verifyToken'> {
  readonly sourceOf: SourceOf;
}

/** Keystone v3 under `/identity`. Revocations are read for every request, so they take effect at once. */
export function identityApp(given: IdentityAppPorts) {
  const ports = { ...given, verifyToken: tokenVerifier(given, 0) };
  const identityUrl = `${ports.settings.publicUrl}/identity`;
  const refusals = keystoneRefusals(identityUrl);

  const app = new Hono<{ Variables: Traced }>({ strict: false }).basePath('/identity');
  app.use(requestLog(ports));
  app.use(audit(ports, ports.sourceOf));
  app.use(async (context, next) => {
    await next();
    context.header('Vary', 'X-Auth-Token');
    // Answers hold tokens and secrets; a browser or proxy must not keep any of them.
    context.header('Cache-Control', 'no-store');
  });
  app.onError(answerFailure(ports, refusals));
  app.notFound((context) =>
    refusals.refuse(context, new Fault('not-found', 'The resource could not be found.')),
  );
  app
    .route('/', discovery(identityUrl))
    .route('/v3/auth/tokens', tokens(ports))
    .route('/v3', projects(ports))
    .route('/v3', users(ports))
    .route('/v3', roles(ports))
    .route('/v3', grants(ports))
    .route('/v3', serviceCatalog(ports))
    .route('/v3', applicationCredentials(ports))
    .route('/v3', accessRules(ports));
  refuseOtherMethods(app, {
    message: 'The method is not allowed for the requested URL.',
    base: '/identity',
    answersOptions: true,
  });
  return app;
}
