import type { DevStackUser } from '../../local/local-settings.ts';

/** A deployment over the one before. */
export interface Step {
  readonly name: string;
  readonly settings: {
    readonly users?: readonly Omit<DevStackUser, 'password'>[];
    readonly [setting: string]: unknown;
  };
}

const member = (name: string): Omit<DevStackUser, 'password'> => ({
  name,
  defaultProject: 'shop',
  assignments: [{ project: 'shop', roles: ['member'] }],
});

/** Owns what the first step creates, and stays. */
export const owner = 'ann';

/** Nobody answers there: what must go on without logins is looked at. */
const keystone = {
  authUrl: 'http://localhost:1/v3',
  credentialSecretArn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:keystone-service-user',
};

/**
 * Deployed one after the other, over the rows and messages of those before. A feature with a switch gets two
 * steps: on and off.
 */
export const steps: readonly Step[] = [
  { name: 'two users', settings: { users: [member(owner), member('bob')] } },
  { name: 'a user removed', settings: { users: [member(owner)] } },
  {
    name: 'the user back, and another one added',
    settings: { users: [member(owner), member('bob'), member('cem')] },
  },
  {
    name: 'an existing Keystone in place of our own, and its Gnocchi in place of our metrics',
    settings: {
      keystone,
      metrics: false,
      metricAlarms: { gnocchi: { url: 'http://localhost:1' } },
    },
  },
  {
    name: 'our own Keystone again, without the log of events, metrics and the console',
    settings: {
      users: [member(owner), member('cem')],
      eventStorage: false,
      metrics: false,
      console: false,
    },
  },
  {
    name: 'with all of them again, and open to an origin',
    settings: {
      users: [member(owner), member('cem')],
      corsOrigins: ['https://portal.example.com'],
    },
  },
];
