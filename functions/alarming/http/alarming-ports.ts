import type { WatchPorts } from '../app/looks/sync-watches.ts';
import type { MeasureReading } from '../measure-ports.ts';
import type { Ports } from '../ports.ts';

/** The ports of the use cases behind Aodh's API. */
export type AlarmingPorts = Pick<
  Ports,
  | 'alarms'
  | 'alarmHistory'
  | 'alarmQuotas'
  | 'alarmRules'
  | 'authenticator'
  | 'backtests'
  | 'backtestQueue'
  | 'clock'
  | 'deliveries'
  | 'deliveryQueue'
  | 'deliverySignings'
  | 'executions'
  | 'hitRecords'
  | 'ids'
  | 'log'
  | 'payloads'
  | 'projectFunctions'
  | 'replays'
  | 'replayQueue'
  | 'rulePlaces'
  | 'ruleSync'
  | 'signer'
  | 'sleep'
  | 'storedEvents'
  | 'trusts'
> & {
  readonly transitions: Pick<Ports['transitions'], 'list'>;
  readonly settings: Pick<Ports['settings'], 'allowedNetworks' | 'publicUrl' | 'ruleLimit'>;
  /** Missing if the deployment evaluates no alarms on measures. */
  readonly measures?: WatchPorts | undefined;
  readonly measureReading?: MeasureReading | undefined;
};
