import { SQSClient } from '@aws-sdk/client-sqs';
import { type Cloud, emulatorCloud } from '../cloud.ts';
import { signedRequest } from './signed-request.ts';

/** Where the smoke test goes: AWS, or an emulator for a rehearsal. */
export interface Place {
  readonly cloud: Cloud;
  readonly name: 'AWS' | 'the emulator';
}

/** No account to go to; the message is the one line that says so. */
export class NoAccount extends Error {}

/** The account and region that the developer's own environment and profiles name. */
export async function ownAccount(): Promise<Place> {
  const { config } = new SQSClient({});
  const region = await config.region().catch(() => undefined);
  const credentials = await config.credentials().catch(() => undefined);
  if (credentials === undefined || region === undefined)
    throw new NoAccount(
      `smoke:aws needs ${credentials ? 'a region (AWS_REGION)' : 'AWS credentials (AWS_PROFILE, or AWS_ACCESS_KEY_ID …)'}; without an account, rehearse: npm run smoke:aws -- --emulator`,
    );
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  // What may come from a profile, a login or a machine's role is told to the CDK as it is now.
  const env = {
    ...process.env,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_PROFILE: undefined,
  };
  const answer = await signedRequest(env, 'sts', {
    type: 'application/x-www-form-urlencoded',
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
  });
  const [, account] = /<Account>(\d{12})</.exec(answer.text) ?? [];
  if (account === undefined)
    throw new NoAccount(`AWS does not take these credentials: ${answer.status} ${answer.text}`);
  return { cloud: { account, region, env }, name: 'AWS' };
}

export const emulatorPlace = (endpoint: string): Place => ({
  cloud: emulatorCloud(endpoint),
  name: 'the emulator',
});
