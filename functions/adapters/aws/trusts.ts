import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Environment } from '../../contract/environment.ts';
import { type TrustAnswer, trustAnswer, type TrustRequest } from '../../contract/trust.ts';
import type { Trusts } from '../../ports/alarming.ts';
import { keystoneTrusts } from '../keystone/trusts.ts';
import { systemClock } from '../node/clock.ts';
import { keystonePlace } from './keystone-place.ts';

/** Trusts as our own identity Lambda keeps them, or an existing Keystone. */
export function trustsOf(
  environment: Environment<'IDENTITY_FUNCTION_ARN' | 'KEYSTONE_URL' | 'KEYSTONE_SECRET_ARN'>,
): Trusts {
  const place = keystonePlace(environment);
  return place
    ? keystoneTrusts(place, { clock: systemClock })
    : identityTrusts(new LambdaClient({}), environment.IDENTITY_FUNCTION_ARN);
}

/** Trusts as the identity Lambda keeps them, which is called directly. */
function identityTrusts(client: LambdaClient, functionArn: string): Trusts {
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
