import { admitPublisher } from '../../functions/app/identity/admit-publisher.ts';
import { authenticator } from '../../functions/app/identity/authenticator.ts';
import { rememberedPublishers } from '../../functions/app/identity/remembered-publishers.ts';
import { tokenVerifier } from '../../functions/app/identity/verify-token.ts';
import type { PublisherGate } from '../../functions/ports/platform.ts';
import type { IdentityWorld } from './identity-world.ts';

/** The gate of `/events`, which asks the identity service as one Lambda asks the other. */
export function publisherGate(ports: IdentityWorld['ports']): PublisherGate {
  const direct = { ...ports, verifyToken: tokenVerifier(ports, 0) };
  return {
    ...authenticator(ports),
    byApplicationCredential: rememberedPublishers(ports, async (request) =>
      JSON.parse(JSON.stringify(await admitPublisher(direct, request))),
    ),
  };
}
