import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Environment } from '../../contract/environment.ts';
import type { MeasureAlarms } from '../../contract/measure-alarms.ts';
import { serviceTokens } from '../../identity/entry/service-tokens.ts';
import { signedHeaders } from '../../platform/aws/signature.ts';
import { secretsManagerVault } from '../../platform/aws/vault.ts';
import { gnocchiWindows } from '../node/gnocchi/windows.ts';
import { octaviaClient } from '../node/octavia.ts';
import { prometheusClient } from '../node/prometheus.ts';
import type { MeasureSources } from '../measure-ports.ts';

type Keystone = 'KEYSTONE_URL' | 'KEYSTONE_SECRET_ARN' | 'KEYSTONE_REMEMBER_SECONDS';

/** The services elsewhere that are asked for measures. */
export function measureSources(
  environment: Environment<Keystone>,
  { prometheus, octavia, gnocchi }: MeasureAlarms,
): MeasureSources {
  const token = serviceTokens(environment);
  return {
    ...(prometheus && {
      prometheus: prometheusClient({ ...prometheus, headersFor: headersOf(prometheus) }),
    }),
    ...(octavia && token && { members: octaviaClient({ url: octavia.url, token }) }),
    ...(gnocchi && token && { windows: gnocchiWindows({ url: gnocchi.url, token }) }),
  };
}

const accept = { accept: 'application/json' };

function headersOf({
  tokenSecretArn,
  awsRegion: region,
}: NonNullable<MeasureAlarms['prometheus']>) {
  const vault = secretsManagerVault(new SecretsManagerClient({}));
  return async (url: URL): Promise<Readonly<Record<string, string>>> => {
    if (region !== undefined) return signed(url, region);
    if (tokenSecretArn === undefined) return accept;
    return { ...accept, authorization: `Bearer ${(await vault.read(tokenSecretArn))?.trim()}` };
  };
}

/** Signed for an Amazon Managed Service for Prometheus, with the Lambda's own credentials. */
async function signed(url: URL, region: string): Promise<Readonly<Record<string, string>>> {
  const headers = await signedHeaders(
    { method: 'GET', url, headers: accept, body: '' },
    {
      service: 'aps',
      region,
      credentials: {
        accessKeyId: process.env['AWS_ACCESS_KEY_ID'] ?? '',
        secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] ?? '',
        sessionToken: process.env['AWS_SESSION_TOKEN'],
      },
    },
  );
  return Object.fromEntries(headers);
}
