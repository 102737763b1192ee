import { SQSClient } from '@aws-sdk/client-sqs';
import { type Cloud, emulatorCloud } from '../cloud.ts';
import { signedRequest } from './signed-request.ts';

/** Where the smoke test deploys to: an AWS account, or an emulator for a rehearsal. */
export interface Account {
  readonly cloud: Cloud;
  readonly kind: 'AWS' | 'emulator';
}

/** There is no account to deploy to; the message says why, in one line. */
export class NoAccount extends Error {}

/** The account and region of the developer's own environment variables and profiles. */
export async function ownAccount(): Promise<Account> {
  const { config } = new SQSClient({});
  const region = await config.region().catch(() => undefined);
  const credentials = await config.credentials().catch(() => undefined);
  if (credentials === undefined || region === undefined)
    throw new NoAccount(
      `smoke:aws needs ${credentials ? 'a region (AWS_REGION)' : 'AWS credentials (AWS_PROFILE, or AWS_ACCESS_KEY_ID …)'}; to rehearse without an account: npm run smoke:aws -- --emulator`,
    );
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  // Credentials may come from a profile, a login or an instance role; the CDK gets them as resolved now.
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
    throw new NoAccount(`AWS rejects the credentials: ${answer.status} ${answer.text}`);
  return { cloud: { account, region, env }, kind: 'AWS' };
}

export const emulatorAccount = (endpoint: string): Account => ({
  cloud: emulatorCloud(endpoint),
  kind: 'emulator',
});
