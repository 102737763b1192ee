import { awsEnvironment } from './aws-environment.ts';

/** Where something is deployed to. */
export interface Cloud {
  readonly account: string;
  readonly region: string;
  /** For the CDK's command line. */
  readonly env: NodeJS.ProcessEnv;
}

export const emulatorCloud = (endpoint: string): Cloud => ({
  account: '000000000000',
  region: 'us-east-1',
  env: awsEnvironment(endpoint),
});
