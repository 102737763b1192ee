import type { ExecutionItem } from './execution-item.ts';

const created = /^Created by (Webhook|Job) ([\w-]+)$/;

/** The cause of an execution that no alarm asked for, as its description names it. */
export function describedCause(description: string | null): ExecutionItem['cause'] {
  const [, by, id] = created.exec(description ?? '') ?? [];
  if (id === undefined) return null;
  return by === 'Job' ? { job_id: id } : { webhook_id: id };
}
