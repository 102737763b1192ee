import type { Ports } from '../ports.ts';

/** What the use cases behind Aodh's API need. */
export type AlarmingPorts = Pick<
  Ports,
  | 'alarms'
  | 'alarmRules'
  | 'authenticator'
  | 'clock'
  | 'deliveries'
  | 'deliveryQueue'
  | 'deliverySignings'
  | 'ids'
  | 'log'
  | 'rulePlaces'
  | 'signer'
  | 'sleep'
  | 'trusts'
> & { readonly settings: Pick<Ports['settings'], 'publicUrl' | 'ruleLimit'> };
