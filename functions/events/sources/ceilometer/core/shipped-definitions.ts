import { readDefinitions } from './event-definition.ts';
import { clusters, identity, objects, requests } from './shipped/audit.ts';
import { computeAndStorage } from './shipped/compute-and-storage.ts';
import { names, networks } from './shipped/network-and-names.ts';
import { alarms, databases, loadBalancers, profiles, stacks } from './shipped/others.ts';

/** The definitions of Ceilometer's `event_definitions.yaml` (27.0.0), in its order. A test compares them with the file. */
export const writtenShippedDefinitions = [
  ...computeAndStorage,
  ...stacks,
  ...identity,
  ...objects,
  ...networks,
  ...requests,
  ...names,
  ...databases,
  ...profiles,
  ...clusters,
  ...loadBalancers,
  ...alarms,
];

export const shippedDefinitions = readDefinitions(writtenShippedDefinitions);
