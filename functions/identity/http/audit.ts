import { createMiddleware } from 'hono/factory';
import { isIdentifier } from '../core/identifier.ts';
import type { Ports } from '../ports.ts';
import type { SourceOf } from '../../platform/http/source.ts';
import type { Asked } from './require-token.ts';

export interface Audited extends Asked {
  readonly source: string;
  /** The user who logged in, or whose password it is: for requests without a token before. */
  readonly userId: string;
  /** The thing that was made. */
  readonly made: string;
  /** Which fields were given; never what is in them. */
  readonly fields: readonly string[];
}

const reading: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * One record for every request that changes something or tries to: who, when, from where, what, and
 * how it ended. Of a path only ids are kept, as people type anything into one.
 */
export const audit = ({ clock, log }: Pick<Ports, 'clock' | 'log'>, sourceOf: SourceOf) =>
  createMiddleware<{ Variables: Partial<Audited> }>(async (context, next) => {
    const at = clock.now();
    const source = sourceOf(context);
    context.set('source', source);
    await next();
    const { method } = context.req;
    if (reading.includes(method)) return;
    const { asker, fields, made, requestId, userId } = context.var;
    log.info('audit', {
      at,
      requestId,
      source,
      action: method,
      on: kindsIn(context.req.path),
      targets: [...context.req.path.split('/').filter(isIdentifier), ...(made ? [made] : [])],
      ...(asker && {
        by: asker.userId,
        token: asker.id,
        credential: asker.applicationCredential?.id,
      }),
      ...(userId && { userId }),
      ...(fields && { fields }),
      outcome: context.res.status,
    });
  });

const kinds: readonly string[] = [
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
