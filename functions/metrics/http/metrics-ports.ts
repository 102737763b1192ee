import type { MeasurePorts } from '../measure-ports.ts';
import type { Ports } from '../ports.ts';

/** The ports of the use cases behind Gnocchi's API. */
export type MetricsPorts = Pick<
  Ports,
  | 'authenticator'
  | 'clock'
  | 'ids'
  | 'log'
  | 'metrics'
  | 'payloads'
  | 'policies'
  | 'resources'
  | 'resourceTypes'
  | 'settings'
  | 'sleep'
> &
  MeasurePorts;
