import { type RequeuePorts, requeueBacktests } from './backtest/requeue-backtests.ts';
import { requeueDueDeliveries } from './deliveries/requeue-due-deliveries.ts';
import { type RequeueReplayPorts, requeueReplays } from './replay/requeue-replays.ts';
import { handOverLooks } from './looks/hand-over-looks.ts';
import { type ReviewPorts, reviewRules } from './rules/review-rules.ts';
import { syncDueRules } from './rules/sync-due-rules.ts';

const maximumDeliveries = 500;
const maximumBacktests = 50;
const maximumReplays = 50;

type Needs = ReviewPorts & Parameters<typeof requeueDueDeliveries>[0];

/** What the sweeper does for alarms every minute. Each part returns what it did, for the log. */
export const alarmingUpkeep = (ports: Needs) => ({
  rules: async () => ({ rules: await syncDueRules(ports) }),
  review: () => reviewRules(ports),
  deliveries: async () => ({ deliveries: await requeueDueDeliveries(ports, maximumDeliveries) }),
  ...(ports.measures && looksOf({ ...ports, ...ports.measures })),
});

const looksOf = (ports: Parameters<typeof handOverLooks>[0]) => ({
  looks: async () => ({ looks: await handOverLooks(ports) }),
});

/** What it does for alarms besides, if events are stored. */
export const storedEventsUpkeep = (ports: RequeuePorts & RequeueReplayPorts) => ({
  backtests: async () => ({ backtests: await requeueBacktests(ports, maximumBacktests) }),
  replays: async () => ({ replays: await requeueReplays(ports, maximumReplays) }),
});
