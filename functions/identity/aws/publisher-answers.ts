import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import {
  type PublisherAnswer,
  publisherAnswer,
  type PublisherRequest,
} from '../../contract/publisher.ts';

/** The identity Lambda is called directly: nobody else may count wrong secrets. */
export const identityAnswers =
  (client: LambdaClient, FunctionName: string) =>
  async (request: PublisherRequest): Promise<PublisherAnswer> => {
    const { FunctionError: failure, Payload: payload } = await client.send(
      new InvokeCommand({ FunctionName, Payload: JSON.stringify(request) }),
    );
    if (failure !== undefined) throw new Error('identity failed to look at a credential');
    return publisherAnswer.parse(JSON.parse(new TextDecoder().decode(payload)));
  };
