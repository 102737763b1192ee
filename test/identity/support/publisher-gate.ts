import { authenticatePublisher } from '../../../functions/identity/app/authenticate-publisher.ts';
import { authenticator } from '../../../functions/identity/app/authenticator.ts';
import { cachedPublishers } from '../../../functions/identity/app/cached-publishers.ts';
import type { PublisherGate } from '../../../functions/platform/ports.ts';
import type { IdentityWorld } from './identity-world.ts';

/** The publisher gate of `/events`; requests to the identity service pass through JSON, as between Lambdas. */
export function publisherGate(ports: IdentityWorld['ports']): PublisherGate {
  return {
    ...authenticator(ports),
    byApplicationCredential: cachedPublishers(ports, async (request) =>
      JSON.parse(JSON.stringify(await authenticatePublisher(ports, request))),
    ),
  };
}
