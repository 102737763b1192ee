import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { zipSync } from 'fflate';
import * as z from 'zod';
import type { Session } from '../../local/session.ts';
import { request } from './local-stack.ts';

/** What tests on the local stack do through the API. */

const withId = z.object({ id: z.string() });
const executionView = z.object({
  id: z.string(),
  status: z.string(),
  description: z.string().nullable(),
  input: z.string().nullable(),
  result: z.string().nullable(),
});
export type ExecutionView = z.infer<typeof executionView>;

async function answered(response: Response, status: number): Promise<unknown> {
  const text = await response.text();
  if (response.status !== status)
    throw new Error(`${response.status} instead of ${status}: ${text}`);
  return JSON.parse(text);
}

/** The form that the client sends for a package. */
export async function functionForm(session: Session, zip: Uint8Array, entry: string, timeout = 5) {
  const listed = z
    .object({ runtimes: z.array(withId) })
    .parse(await answered(await request(session, 'GET', '/v1/runtimes'), 200));
  const md5sum = createHash('md5').update(zip).digest('hex');
  const form = new FormData();
  form.set('runtime_id', listed.runtimes[0]?.id ?? '');
  form.set('code', JSON.stringify({ source: 'package', md5sum }));
  form.set('entry', entry);
  form.set('timeout', String(timeout));
  form.set('package', new Blob([new Uint8Array(zip)]), 'package.zip');
  return form;
}

export const postForm = ({ url, token }: Session, form: FormData): Promise<Response> =>
  fetch(`${url}/v1/functions`, { method: 'POST', headers: { 'x-auth-token': token }, body: form });

/** Creates a function from the source of one module, `main.py`. */
export async function createFunction(
  session: Session,
  source: string,
  { entry = 'main.main', timeout = 5 } = {},
): Promise<string> {
  const zip = zipSync({ 'main.py': new TextEncoder().encode(source) });
  const form = await functionForm(session, zip, entry, timeout);
  return withId.parse(await answered(await postForm(session, form), 201)).id;
}

export async function createWebhook(session: Session, functionId: string): Promise<string> {
  const response = await request(session, 'POST', '/v1/webhooks', { function_id: functionId });
  return z.object({ webhook_url: z.string() }).parse(await answered(response, 201)).webhook_url;
}

export async function createAlarm(session: Session, alarm: object): Promise<string> {
  const response = await request(session, 'POST', '/alarming/v2/alarms', {
    name: 'alarm',
    type: 'event',
    ...alarm,
  });
  return z.object({ alarm_id: z.string() }).parse(await answered(response, 201)).alarm_id;
}

export async function historyTypes(session: Session, alarmId: string): Promise<readonly string[]> {
  const response = await request(session, 'GET', `/alarming/v2/alarms/${alarmId}/history`);
  const changes = z.array(z.object({ type: z.string() })).parse(await answered(response, 200));
  return changes.map(({ type }) => type);
}

export const notification = (session: Session, eventType: string, messageId: string) => ({
  message_id: messageId,
  event_type: eventType,
  generated: '2026-11-23T10:02:38.305378',
  traits: [['project_id', 1, session.projectId]],
  raw: {},
});

export const publish = async (session: Session, events: unknown): Promise<void> => {
  await answered(await request(session, 'POST', '/events', events), 202);
};

/** Runs a function with the given input text and returns the ended execution. */
export async function execute(
  session: Session,
  functionId: string,
  input: string | null = null,
  { sync = true } = {},
): Promise<ExecutionView> {
  const body = { function_id: functionId, sync, input };
  const response = await request(session, 'POST', '/v1/executions', body);
  const { id } = withId.parse(await answered(response, 201));
  return until('the execution ends', async () => {
    const seen = await showExecution(session, id);
    return seen.status === 'running' ? undefined : seen;
  });
}

export const showExecution = async (session: Session, id: string): Promise<ExecutionView> =>
  executionView.parse(await answered(await request(session, 'GET', `/v1/executions/${id}`), 200));

export const logOf = async (session: Session, id: string): Promise<string> =>
  (await request(session, 'GET', `/v1/executions/${id}/log`)).text();

export async function executionsOf(
  session: Session,
  functionId: string,
): Promise<readonly ExecutionView[]> {
  const response = await request(session, 'GET', `/v1/executions?function_id=${functionId}`);
  return z.object({ executions: z.array(executionView) }).parse(await answered(response, 200))
    .executions;
}

/** Polls until `ask` returns something. Throws with `what` if it does not in time. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  seconds = 60,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${what}`);
    await sleep(200);
  }
}
