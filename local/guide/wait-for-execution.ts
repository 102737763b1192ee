import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Session } from '../session.ts';

const executions = z.object({ executions: z.array(z.object({ status: z.string() })) });

/** Waits until the function has executions and all of them have ended. */
export async function waitForExecution(session: Session, functionId: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await fetch(`${session.url}/v1/executions?function_id=${functionId}`, {
      headers: { 'x-auth-token': session.token },
    });
    const found = executions.parse(await answer.json()).executions;
    if (found.length > 0 && found.every(({ status }) => status !== 'running')) return;
    if (Date.now() > deadline)
      throw new Error(
        found.length === 0
          ? 'the event caused no execution within a minute'
          : 'the execution is still running after a minute',
      );
    await sleep(200);
  }
}
