import { nodeIds } from '../functions/platform/node/ids.ts';
import { identifierOf } from '../functions/identity/core/identifier.ts';

/** A user of the local stack, as the deployment's settings list them. */
export interface DevStackUser {
  readonly name: string;
  readonly password: string;
  readonly defaultProject: string;
  readonly assignments: readonly {
    readonly project: string;
    readonly roles: readonly ('admin' | 'member' | 'reader' | 'service')[];
  }[];
}

/** Everybody's password: the stack listens on loopback only and keeps nothing. */
export const password = 'secret';

const member = (name: string): DevStackUser => ({
  name,
  password,
  defaultProject: name,
  assignments: [{ project: name, roles: ['member'] }],
});

/** DevStack's users, whose projects have the same names, and a service that publishes events. */
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

/** Members of projects of their own, so that tests that run side by side do not see each other's things. */
export const guests: readonly DevStackUser[] = Array.from({ length: 26 }, (_, index) =>
  member(`guest_${index + 1}`),
);

/** Each copy is a process here: a few warm ones do more on a developer's machine than many cold ones. */
export const localConcurrency = { hits: 2, executions: 4, deliveries: 2, provisioning: 2 };

/** The settings file of a local stack. Alarm actions may call what the developer runs beside it. */
export const localSettings = (
  publicUrl: string,
  over: Readonly<Record<string, unknown>> = { users: devStackUsers },
) => ({
  publicUrl,
  allowedNetworks: ['127.0.0.0/8', '::1/128'],
  concurrency: localConcurrency,
  ...over,
  accountEvents: { projects: { '*': projectIdOf('demo') }, others: [{ source: 'aws.s3' }] },
});

/** Ids of first projects follow from their names. */
const projectIdOf = (name: string): string => identifierOf(nodeIds.derived('project', name));
