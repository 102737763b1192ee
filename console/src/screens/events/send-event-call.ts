import * as z from 'zod';
import { requestJson } from '../../api/request.ts';

const answer = z.object({
  results: z.array(z.object({ message_id: z.string().nullable() })).min(1),
});

/** Sends one event, and answers with its message id. */
export async function sendEvent(text: string): Promise<string> {
  const body = new Blob([text], { type: 'application/json' });
  const { results } = await requestJson('/events', answer, { method: 'POST', body });
  return results[0]?.message_id ?? '';
}
