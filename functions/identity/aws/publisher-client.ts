import {
  type PublisherAnswer,
  publisherAnswer,
  type PublisherRequest,
} from '../../contract/publisher.ts';
import { type IdentityLambda, invokeIdentity } from './invoke-identity.ts';

/** Lets the identity Lambda verify publishers, because it alone counts wrong secrets. */
export const publisherClient =
  (lambda: IdentityLambda) =>
  (request: PublisherRequest): Promise<PublisherAnswer> =>
    invokeIdentity(lambda, request, publisherAnswer);
