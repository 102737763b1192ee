import {
  type PublisherAnswer,
  publisherAnswer,
  type PublisherRequest,
} from '../../contract/publisher.ts';
import { type InvokedLambda, invokeDirectly } from '../../platform/aws/invoke-directly.ts';

/** Verifies publishers by a Lambda that counts wrong secrets together with those of other logins. */
export const publisherClient =
  (lambda: InvokedLambda) =>
  (request: PublisherRequest): Promise<PublisherAnswer> =>
    invokeDirectly(lambda, request, publisherAnswer);
