import type { Context } from 'hono';
import type { Caller } from '../../platform/core/caller.ts';
import { callerOf, tokenOf } from '../../platform/http/authenticate.ts';
import type { LoginSource, PublisherGate } from '../../platform/ports.ts';

/**
 * Authenticates the sender of events: by token, or by HTTP Basic with the id and secret of an
 * application credential. As Ceilometer's publisher sends them, id and secret are not percent-decoded.
 */
export async function publisherOf(
  { authenticator }: { readonly authenticator: PublisherGate },
  context: Context,
  source: LoginSource,
): Promise<Caller> {
  const basic = basicOf(context.req.header('authorization'));
  if (basic !== undefined && tokenOf(context) === undefined) {
    const caller = await authenticator.byApplicationCredential(basic.id, basic.secret, source);
    if (caller) return caller;
  }
  return callerOf(context, (token) => authenticator.byToken(token));
}

function basicOf(header: string | undefined) {
  const encoded = /^basic +([A-Za-z0-9+/_-]+=*) *$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [, id, secret] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}
