import { instants, texts } from './fields.ts';

/** The members of a CADF event, as Keystone and the audit middleware send it. */
const act = {
  ...texts('typeURI', 'id', 'action', 'eventType'),
  ...instants('eventTime'),
  ...texts('outcome'),
};

const initiatorType = texts(['initiator_typeURI', 'initiator.typeURI']);
const initiatorId = texts(['initiator_id', 'initiator.id']);
const initiatorName = texts(['initiator_name', 'initiator.name']);
const target = texts(['target_typeURI', 'target.typeURI'], ['target_id', 'target.id']);
const observerId = texts(['observer_id', 'observer.id']);
const observerType = texts(['observer_typeURI', 'observer.typeURI']);

const request = {
  ...texts(['project_id', 'initiator.project_id'], ['user_id', 'initiator.id']),
  ...texts('typeURI', 'eventType', 'action', 'outcome', 'id'),
  ...instants('eventTime'),
  ...texts('requestPath'),
  ...observerId,
  ...texts(
    ['target_id', 'target.id'],
    ['target_typeURI', 'target.typeURI'],
    ['target_name', 'target.name'],
  ),
  ...initiatorType,
  ...initiatorId,
  ...initiatorName,
  ...texts(['initiator_host_address', 'initiator.host.address']),
};

/** Keystone. */
export const identity = [
  {
    event_type: [
      'user',
      'project',
      'group',
      'role',
      'OS-TRUST:trust',
      'region',
      'service',
      'endpoint',
      'policy',
    ].map((kind) => `identity.${kind}.*`),
    traits: texts(
      ['resource_id', 'resource_info'],
      ['initiator_id', 'initiator.id'],
      ['project_id', 'initiator.project_id'],
      ['domain_id', 'initiator.domain_id'],
    ),
  },
  {
    event_type: 'identity.role_assignment.*',
    traits: texts('role', 'group', 'domain', 'user', 'project'),
  },
  {
    event_type: 'identity.authenticate',
    traits: {
      ...act,
      ...initiatorType,
      ...initiatorId,
      ...initiatorName,
      ...texts(
        ['initiator_host_agent', 'initiator.host.agent'],
        ['initiator_host_addr', 'initiator.host.address'],
      ),
      ...target,
      ...observerType,
      ...observerId,
    },
  },
];

/** Swift. */
export const objects = [
  {
    event_type: 'objectstore.http.request',
    traits: {
      ...act,
      ...initiatorType,
      ...initiatorId,
      ...texts(['initiator_project_id', 'initiator.project_id']),
      ...target,
      ...texts(
        ['target_action', 'target.action'],
        ['target_metadata_path', 'target.metadata.path'],
        ['target_metadata_version', 'target.metadata.version'],
        ['target_metadata_container', 'target.metadata.container'],
        ['target_metadata_object', 'target.metadata.object'],
      ),
      ...observerId,
    },
  },
];

/** The audit middleware of any service. */
export const requests = [
  { event_type: '*http.*', traits: request },
  {
    event_type: '*http.response',
    traits: { ...request, ...texts(['reason_code', 'reason.reasonCode']) },
  },
];

/** Magnum. */
export const clusters = [
  {
    event_type: 'magnum.cluster.*',
    traits: {
      ...texts('id', 'typeURI', 'eventType'),
      ...instants('eventTime'),
      ...texts('action', 'outcome'),
      ...initiatorId,
      ...initiatorType,
      ...initiatorName,
      ...texts(
        ['initiator_host_agent', 'initiator.host.agent'],
        ['initiator_host_address', 'initiator.host.address'],
      ),
      ...texts(['target_id', 'target.id'], ['target_typeURI', 'target.typeURI']),
      ...observerId,
      ...observerType,
    },
  },
];
