import { nodeIds } from '../functions/platform/node/ids.ts';
import { identifierOf } from '../functions/identity/core/identifier.ts';

/** A user in the settings of a local stack. */
export interface DevStackUser {
  readonly name: string;
  readonly password: string;
  readonly defaultProject: string;
  readonly assignments: readonly {
    readonly project: string;
    readonly roles: readonly ('admin' | 'member' | 'reader' | 'service')[];
  }[];
}

/** The password of all users: the stack listens only on loopback and keeps nothing. */
export const password = 'secret';

const member = (name: string): DevStackUser => ({
  name,
  password,
  defaultProject: name,
  assignments: [{ project: name, roles: ['member'] }],
});

/** DevStack's users, each with a project of the same name, and a service user that publishes events. */
export const devStackUsers: readonly DevStackUser[] = [
  {
    ...member('admin'),
    assignments: ['admin', 'demo', 'alt_demo'].map((project) => ({ project, roles: ['admin'] })),
  },
  member('demo'),
  member('alt_demo'),
  {
    name: 'taibai-events',
    password,
    defaultProject: 'service',
    assignments: [{ project: 'service', roles: ['service'] }],
  },
];

/** Users with projects of their own, so that tests that run in parallel do not see each other's resources. */
export const guests: readonly DevStackUser[] = Array.from({ length: 31 }, (_, index) =>
  member(`guest_${index + 1}`),
);

/** The emulator runs each instance as a process; a few warm ones are faster than many cold ones. */
export const localConcurrency = { hits: 2, executions: 4, deliveries: 2, provisioning: 2 };

/** What a local stack's settings may change. */
export interface LocalSettings {
  readonly users?: readonly DevStackUser[];
  readonly [key: string]: unknown;
}

/**
 * The settings file of a local stack. Alarm actions may call servers on the developer's machine. The
 * passwords are not in it: what a settings file says can be read in the template.
 */
export const localSettings = (publicUrl: string, { users, ...over }: LocalSettings) => ({
  publicUrl,
  allowedNetworks: ['127.0.0.0/8', '::1/128'],
  concurrency: localConcurrency,
  ...over,
  ...(users && { users: users.map((user) => ({ ...user, password: undefined })) }),
  accountEvents: { projects: { '*': projectIdOf('demo') }, others: [{ source: 'aws.s3' }] },
});

/** The seed derives the id of a project from its name. */
const projectIdOf = (name: string): string => identifierOf(nodeIds.derived('project', name));
