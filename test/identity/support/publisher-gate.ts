import { admitPublisher } from '../../../functions/identity/app/admit-publisher.ts';
import { authenticator } from '../../../functions/identity/app/authenticator.ts';
import { rememberedPublishers } from '../../../functions/identity/app/remembered-publishers.ts';
import { tokenVerifier } from '../../../functions/identity/app/verify-token.ts';
import type { PublisherGate } from '../../../functions/platform/ports.ts';
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
