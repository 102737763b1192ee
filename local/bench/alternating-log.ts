import { archiveRuleKey } from '../../functions/contract/rule-quota.ts';
import type { Chain } from './chain.ts';
import type { FloorClients } from './floor.ts';
import { neutralRule } from './neutral-subscriber.ts';
import type { ReceiverFloor } from './receiver-floor.ts';
import { enableOnly, type SwitchedRule } from './switched-rules.ts';

/**
 * Chains of one stack and its floor that are measured alternately: without the log of events, with it, and the floor
 * with a neutral subscriber in its place. Whenever a chain begins, the rules are as it needs them.
 */
export async function alternating(
  clients: FloorClients,
  { busName, floor }: { readonly busName: string; readonly floor: ReceiverFloor },
) {
  const log = { busName, name: `${busName}-${archiveRuleKey}` };
  const name = await neutralRule(clients, floor);
  const neutral = { busName: floor.busName, name };
  const enable = (wanted?: SwitchedRule) => enableOnly(clients.events, [log, neutral], wanted);
  return {
    /** Ends the log until a chain with it begins. */
    off: () => enable(),
    withoutLog: beginning(() => enable()),
    withLog: beginning(() => enable(log)),
    withNeutral: beginning(() => enable(neutral)),
  };
}

const beginning =
  (begin: () => Promise<void>) =>
  (chain: Chain): Chain => ({ ...chain, begin });
