import type { Ports } from '../ports.ts';
import { requeueDueDeliveries } from './deliveries/requeue-due-deliveries.ts';
import { reconcileRules } from './rules/reconcile-rules.ts';
import { settleDueRules } from './rules/settle-due-rules.ts';

const deliveriesAtMost = 500;

type Needs = Pick<
  Ports,
  'alarms' | 'alarmRules' | 'clock' | 'deliveries' | 'deliveryQueue' | 'log' | 'rulePlaces'
> & { readonly settings: Pick<Ports['settings'], 'deployment' | 'ruleLimit'> };

/** What alarms need done once a minute. Each part answers with what it did, for the log. */
export const alarmingUpkeep = (ports: Needs) => ({
  rules: async () => ({ rules: await settleDueRules(ports) }),
  review: () => reconcileRules(ports),
  deliveries: async () => ({ deliveries: await requeueDueDeliveries(ports, deliveriesAtMost) }),
});
