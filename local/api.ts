import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { zipSync } from 'fflate';
import * as z from 'zod';
import type { Session } from './session.ts';

const withId = z.object({ id: z.string() });

/** Sends a request and returns the body; throws if the status is an error. */
export async function ask(
  { url, token }: Session,
  method: string,
  path: string,
  body?: FormData | object | string,
): Promise<string> {
  const answer = await fetch(url + path, {
    method,
    headers: {
      'x-auth-token': token,
      ...(body && !(body instanceof FormData) && { 'content-type': 'application/json' }),
    },
    ...(body && { body: body instanceof FormData ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
  return text;
}

/** Creates a function from one module that defines `main`. */
export async function createFunction(
  session: Session,
  source: string,
  timeoutSeconds: number,
): Promise<string> {
  const { runtimes } = z
    .object({ runtimes: z.array(withId) })
    .parse(JSON.parse(await ask(session, 'GET', '/v1/runtimes')));
  const zip = zipSync({ 'main.py': new TextEncoder().encode(source) });
  const form = new FormData();
  const md5sum = createHash('md5').update(zip).digest('hex');
  form.set('runtime_id', runtimes[0]?.id ?? '');
  form.set('code', JSON.stringify({ source: 'package', md5sum }));
  form.set('entry', 'main.main');
  form.set('timeout', String(timeoutSeconds));
  form.set('package', new Blob([new Uint8Array(zip)]), 'package.zip');
  return withId.parse(JSON.parse(await ask(session, 'POST', '/v1/functions', form))).id;
}

const execution = z.object({ id: z.string(), status: z.string(), result: z.string().nullable() });

/** Executes a function, waits for the end, and fetches the log. */
export async function execute(session: Session, functionId: string) {
  const asked = { function_id: functionId, sync: false };
  const { id } = withId.parse(JSON.parse(await ask(session, 'POST', '/v1/executions', asked)));
  const ended = await until(180, async () => {
    const current = execution.parse(JSON.parse(await ask(session, 'GET', `/v1/executions/${id}`)));
    return current.status === 'running' ? undefined : current;
  });
  return { ...ended, log: await ask(session, 'GET', `/v1/executions/${id}/log`) };
}

export async function createAlarm(session: Session, name: string, type: string): Promise<string> {
  const text = await ask(session, 'POST', '/alarming/v2/alarms', {
    name,
    type: 'event',
    event_rule: { event_type: type },
  });
  return z.object({ alarm_id: z.string() }).parse(JSON.parse(text)).alarm_id;
}

/** The reason of an alarm in state `alarm`; undefined in any other state. */
export async function reasonOf(session: Session, alarmId: string): Promise<string | undefined> {
  const text = await ask(session, 'GET', `/alarming/v2/alarms/${alarmId}`);
  const alarm = z.object({ state: z.string(), state_reason: z.string() }).parse(JSON.parse(text));
  return alarm.state === 'alarm' ? alarm.state_reason : undefined;
}

export const publish = (session: Session, type: string, messageId: string) =>
  ask(session, 'POST', '/events', {
    message_id: messageId,
    event_type: type,
    generated: new Date().toISOString().slice(0, 23),
    traits: [['project_id', 1, session.projectId]],
    raw: {},
  });

/** Polls every half second until there is a result; throws after the given time. */
export async function until<T>(seconds: number, poll: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await poll();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`no result within ${seconds} s`);
    await sleep(500);
  }
}
