import { createMiddleware } from 'hono/factory';
import { isIdentifier } from '../core/identifier.ts';
import type { Ports } from '../ports.ts';
import type { SourceOf } from '../../platform/http/source.ts';
import type { TokenHolder } from './require-token.ts';

export interface Audited extends TokenHolder {
  readonly source: string;
  /** The user of a login, which carries no token yet. */
  readonly userId: string;
  /** The id of the created thing. */
  readonly created: string;
  /** The names of the given fields, never their values. */
  readonly fields: readonly string[];
}

const reading: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Logs one audit record for every request that may change something: who, when, from where, what, and
 * the outcome. Only known words and ids are taken from the path, because it may hold any text.
 */
export const audit = ({ clock, log }: Pick<Ports, 'clock' | 'log'>, sourceOf: SourceOf) =>
  createMiddleware<{ Variables: Partial<Audited> }>(async (context, next) => {
    const at = clock.now();
    const source = sourceOf(context);
    context.set('source', source);
    await next();
    const { method } = context.req;
    if (reading.includes(method)) return;
    const { requester, created, fields, requestId, userId } = context.var;
    log.info('audit', {
      at,
      requestId,
      source,
      action: method,
      on: kindsIn(context.req.path),
      targets: [...context.req.path.split('/').filter(isIdentifier), ...(created ? [created] : [])],
      ...(requester && {
        by: requester.userId,
        token: requester.id,
        credential: requester.applicationCredential?.id,
      }),
      ...(userId && { userId }),
      ...(fields && { fields }),
      outcome: context.res.status,
    });
  });

const kinds: readonly string[] = [
  'access_rules',
  'application_credentials',
  'auth',
  'domains',
  'endpoints',
  'password',
  'projects',
  'regions',
  'roles',
  'services',
  'tokens',
  'users',
];

const kindsIn = (path: string): string =>
  path
    .split('/')
    .filter((part) => kinds.includes(part))
    .join('/');
