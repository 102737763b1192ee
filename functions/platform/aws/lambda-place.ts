import type { Credentials } from './signature.ts';

/** Where a Lambda runs, and as whom. */
export interface Place {
  readonly region: string;
  /** Where the services are, if not on AWS. */
  readonly endpoint: string | undefined;
  readonly credentials: () => Credentials;
}

/** The place that a Lambda's environment names. Credentials are read again for each request, since they may change. */
export const lambdaPlace = (environment: Readonly<Record<string, string | undefined>>): Place => ({
  region: environment['AWS_REGION'] ?? '',
  endpoint: environment['AWS_ENDPOINT_URL'],
  credentials: () => ({
    accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
    sessionToken: environment['AWS_SESSION_TOKEN'],
  }),
});

/** The end of host names in the partition of a region. */
export const domainOf = (region: string): string =>
  region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
