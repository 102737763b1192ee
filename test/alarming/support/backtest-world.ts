import type { AskedBacktest } from '../../../functions/alarming/app/backtest/create-backtest.ts';
import type { BacktestMessage } from '../../../functions/contract/message.ts';
import type { Caller } from '../../../functions/platform/core/caller.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import type { Clock } from '../../../functions/platform/ports.ts';
import { memoryAlarms } from '../../fakes/alarms.ts';
import { memoryBacktests } from '../../fakes/backtests.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { memoryStoredEvents } from '../../fakes/stored-events.ts';
import { publicUrl } from '../../events/support/event-world.ts';
import { anAlarm } from './alarm.ts';

/** Backtests in memory, over events that a test stores. */
export function backtestWorld(clock: Clock) {
  const queue: BacktestMessage[] = [];
  const stored: string[] = [];
  const caller: Caller = { userId: 'u1', projectId: 'p1', roles: ['member', 'reader'] };
  const ports = {
    ...memoryAlarms(clock),
    ...memoryBacktests(clock),
    backtestQueue: { send: async (message: BacktestMessage) => void queue.push(message) },
    clock,
    ids: nodeIds,
    payloads: memoryPayloadStore(),
    settings: { publicUrl },
    storedEvents: memoryStoredEvents(),
  };
  return {
    caller,
    ports,
    queue,
    /** A backtest of a draft over the last day. */
    asking: (
      over: Partial<AskedBacktest> = {},
      alarm: Parameters<typeof anAlarm>[0] = {},
    ): AskedBacktest => ({
      alarm: {
        kind: 'draft',
        draft: {
          ...anAlarm({ projectId: 'p1', userId: 'u1', state: 'insufficient data', ...alarm }),
          description: null,
        },
      },
      range: { kind: 'last', seconds: 86_400 },
      rule: 'now',
      rearm: 'never',
      initialState: undefined,
      ...over,
    }),
    /** Stores an event of p1. */
    store(
      at: string,
      id: string,
      over: { readonly type?: string; readonly project?: string; readonly replayOf?: string } = {},
    ): void {
      const { type = 'x', project = 'p1', replayOf } = over;
      // The same in each world, because it decides the order of events of the same instant.
      const what = [project, at, id, type, replayOf ?? ''];
      const before = stored.filter((each) => each === what.join()).length;
      stored.push(what.join());
      const acceptance = nodeIds.derived(...what, String(before));
      ports.storedEvents.add(
        {
          projectId: project,
          at,
          acceptance,
          messageId: id,
          eventType: type,
          ...(replayOf !== undefined && { replayed: { id: 'r1', of: replayOf, root: replayOf } }),
        },
        JSON.stringify({
          message_id: id,
          event_type: type,
          traits: [['project_id', 1, project]],
          raw: {},
          generated: at,
        }),
      );
    },
  };
}
