import { awsEnvironment } from './aws-environment.ts';

/** An account and region to deploy to. */
export interface Cloud {
  readonly account: string;
  readonly region: string;
  /** The environment of the CDK's command line. */
  readonly env: NodeJS.ProcessEnv;
}

export const emulatorCloud = (endpoint: string): Cloud => ({
  account: '000000000000',
  region: 'us-east-1',
  env: awsEnvironment(endpoint),
});
