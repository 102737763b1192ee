import { memoryEventBridge } from '../../fakes/event-bridge.ts';
import { alarmRulesSuite } from './alarm-rules.suite.ts';

alarmRulesSuite(async () => {
  const { rules, bus, hits } = memoryEventBridge();
  return { rules, bus, take: async () => hits.splice(0) };
});
