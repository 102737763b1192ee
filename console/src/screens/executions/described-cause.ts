import type { Execution } from '../../api/engine/executions.ts';
import type { ExecutionItem } from './execution-item.ts';

const created = /^Created by (Webhook|Job) ([\w-]+)$/;

/** The cause of an execution that no alarm asked for, as its description names it. */
export function describedCause(description: string | null): ExecutionItem['cause'] {
  const [, by, id] = created.exec(description ?? '') ?? [];
  if (id === undefined) return null;
  return by === 'Job' ? { job_id: id } : { webhook_id: id };
}

/** What an execution follows from, in the form of the list. A replay to a function has no alarm between. */
export function causeOf({
  cause,
  description,
}: Pick<Execution, 'cause' | 'description'>): ExecutionItem['cause'] {
  const { alarm_id, event_id: firing_id, replay_id, message_id = null } = cause ?? {};
  if (alarm_id && firing_id) return { alarm_id, firing_id, message_id };
  return replay_id ? { replay_id, message_id } : describedCause(description);
}
