import type { Json } from '../../platform/core/python-json.ts';
import type { Instant } from '../../platform/core/instant.ts';
import type { Created } from '../app/replay/create-replay.ts';
import type { ReplayedCopy } from '../app/replay/replay-ids.ts';
import type { Replay } from '../core/replay/replay.ts';
import { naiveTime } from '../core/time/naive-time.ts';
import { explanationView } from './explain-view.ts';

type Shown = { readonly [name: string]: Json };

/** A replay in a list. */
export const replayView = ({
  id,
  mode,
  state,
  source,
  target,
  asNew,
  createdAt,
}: Replay): Shown => ({
  id,
  mode,
  state,
  source: { message_id: source.messageId, acceptance_id: source.acceptance },
  target: { alarm: target.alarmId },
  as_new: asNew,
  count: 1,
  created_at: naiveTime(createdAt),
});

const sentStates = { running: 'waiting', done: 'sent', stopped: 'stopped' } as const;

/** A replay with the event that it sends. A dry one sends none, and does not keep what it answered. */
export const wholeReplayView = (replay: Replay, copy: ReplayedCopy): Shown => ({
  ...replayView(replay),
  events:
    replay.mode === 'dry'
      ? []
      : [
          {
            message_id: copy.messageId,
            acceptance_id: copy.acceptance,
            replay_of: copy.lineage.of,
            state: sentStates[replay.state],
          },
        ],
});

/** The answer to the request. */
export const createdView = (
  { replay, already, dry }: Created,
  { copy, now }: { readonly copy: ReplayedCopy; readonly now: Instant },
): Shown => ({
  ...wholeReplayView(replay, copy),
  already,
  ...(dry && {
    events: [
      {
        message_id: dry.notification.messageId,
        acceptance_id: null,
        replay_of: copy.lineage.of,
        explanation: explanationView(dry.explanation, dry.notification, now),
      },
    ],
  }),
});
