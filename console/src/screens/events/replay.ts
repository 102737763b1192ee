import * as z from 'zod';
import { requestJson } from '../../api/request.ts';
import { explanation } from '../../parts/explain/explanation-item.ts';

const replay = z.object({
  id: z.string(),
  mode: z.string(),
  state: z.string(),
  already: z.boolean(),
  events: z.array(z.object({ message_id: z.string(), explanation: explanation.optional() })),
});

export interface AskedReplay {
  readonly messageId: string;
  readonly alarmId: string;
  /** Whether the event gets a message id of its own. */
  readonly asNew: boolean;
  readonly real: boolean;
}

/** Sends a stored event to one alarm again, or says what that would do. */
export const askReplay = ({ messageId, alarmId, asNew, real }: AskedReplay) =>
  requestJson('/events/v2/replays', replay, {
    method: 'POST',
    body: {
      source: { message_id: messageId },
      target: { alarm: alarmId },
      mode: real ? 'real' : 'dry',
      as_new: asNew,
      ...(real && { confirm: 1 }),
    },
  });
