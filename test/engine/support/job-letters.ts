import type { memoryExecutionQueue } from '../../fakes/execution-queue.ts';
import type { ExecutionMessage } from '../../../functions/contract/message.ts';
import { after, type Instant } from '../../../functions/platform/core/instant.ts';
import type { Clock } from '../../../functions/platform/ports.ts';

type JobMessage = Extract<ExecutionMessage, { readonly kind: 'job' }>;

/** The jobs that were handed over, each invisible until its delay is over. */
export function lettersOf(queue: ReturnType<typeof memoryExecutionQueue>, clock: Clock) {
  const waiting: { readonly message: JobMessage; readonly visibleAt: Instant }[] = [];
  const send = queue.send.bind(queue);
  queue.send = async (messages, delaySeconds = 0) => {
    await send(messages, delaySeconds);
    for (const message of messages)
      if (message.kind === 'job')
        waiting.push({ message, visibleAt: after(clock.now(), delaySeconds) });
  };
  return {
    lose: () => void waiting.splice(0),
    repeat: () => void waiting.push(...waiting),
    /** Takes the messages that have become visible. */
    visibleJobs(): readonly JobMessage[] {
      const visible = waiting.filter(({ visibleAt }) => visibleAt <= clock.now());
      for (const letter of new Set(visible)) waiting.splice(waiting.indexOf(letter), 1);
      return visible.map(({ message }) => message);
    },
  };
}
