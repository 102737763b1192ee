import { readDefinitions } from './event-definition.ts';

const data = (...path: readonly string[]): string =>
  ['payload', ...path.flatMap((name) => ["'nova_object.data'", name])].join('.');

/** Notifications of the scheduler and of compute tasks name the project in their `request_spec`. */
const project = [
  data('tenant_id'),
  data('project_id'),
  data('request_spec', 'project_id'),
  'ctxt.project_id',
];

const user = [data('user_id'), data('request_spec', 'user_id'), 'ctxt.user_id'];

/**
 * Definitions for Nova's versioned notifications, which keep their own types (`instance.create.end`).
 * Ceilometer has none for them. These have the most useful traits of its definitions for the
 * unversioned notifications.
 */
export const versionedDefinitions = readDefinitions([
  {
    event_type: '*',
    traits: {
      project_id: project,
      tenant_id: project,
      user_id: user,
      instance_id: data('instance_uuid'),
      host: [data('host'), 'publisher_id.`split(:, 1, -1)`'],
      service: 'publisher_id.`split(:, 0, -1)`',
    },
  },
  {
    event_type: 'instance.*',
    traits: {
      project_id: [data('tenant_id'), 'ctxt.project_id'],
      tenant_id: [data('tenant_id'), 'ctxt.project_id'],
      user_id: [data('user_id'), 'ctxt.user_id'],
      host: [data('host'), 'publisher_id.`split(:, 1, -1)`'],
      service: 'publisher_id.`split(:, 0, -1)`',
      instance_id: data('uuid'),
      resource_id: data('uuid'),
      display_name: data('display_name'),
      state: data('state'),
      availability_zone: data('availability_zone'),
      instance_type: data('flavor', 'name'),
      memory_mb: { type: 'int', fields: data('flavor', 'memory_mb') },
      vcpus: { type: 'int', fields: data('flavor', 'vcpus') },
      root_gb: { type: 'int', fields: data('flavor', 'root_gb') },
      ephemeral_gb: { type: 'int', fields: data('flavor', 'ephemeral_gb') },
      launched_at: { type: 'datetime', fields: data('launched_at') },
      deleted_at: { type: 'datetime', fields: data('terminated_at') },
    },
  },
]);
