import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { type TrustAnswer, trustAnswer, type TrustRequest } from '../../contract/trust.ts';
import type { Trusts } from '../../platform/ports.ts';

/** Trusts as the identity Lambda keeps them, which is called directly. */
export function identityTrusts(client: LambdaClient, functionArn: string): Trusts {
  async function ask(request: TrustRequest): Promise<TrustAnswer> {
    const { FunctionError: failure, Payload: payload } = await client.send(
      new InvokeCommand({ FunctionName: functionArn, Payload: JSON.stringify(request) }),
    );
    if (failure !== undefined) throw new Error(`identity failed to ${request.trust} a trust`);
    return trustAnswer.parse(JSON.parse(new TextDecoder().decode(payload)));
  }

  return {
    create: async (token) => (await ask({ trust: 'create', token })).id,
    token: async (id) => (await ask({ trust: 'use', id })).token,
    async end(id) {
      await ask({ trust: 'end', id });
    },
  };
}
