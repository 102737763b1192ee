import { createHash, randomUUID } from 'node:crypto';
import { zipSync } from 'fflate';
import * as z from 'zod';
import { ask, until } from '../api.ts';
import type { Session } from '../session.ts';
import { cloudEvents } from './cloud-events.ts';
import { helloWorld, mailOwner } from './functions.ts';

/** What the screens of a filled project are about. */
export interface Story {
  readonly functionId: string;
  readonly executionId: string;
  readonly webhookId: string;
  readonly jobId: string;
  readonly alarmId: string;
  /** Has a time constraint. */
  readonly constrainedAlarmId: string;
  /** Fired an alarm whose function ran. */
  readonly messageId: string;
  /** Hit no alarm, but one nearly. */
  readonly nearMissId: string;
  readonly failedDeliveryId: string | undefined;
}

const withId = z.object({ id: z.string() });

/**
 * Fills a project with a day in the life of a small cloud: functions, alarms that fire, one that an event
 * nearly fires, and a receiver that fails. `failingUrl` answers every delivery with an error.
 */
export async function tellStory(session: Session, failingUrl: string): Promise<Story> {
  const make = async (path: string, body: object | FormData) =>
    withId.parse(JSON.parse(await ask(session, 'POST', path, body))).id;
  const functionId = await make('/v1/functions', await formOf(session, helloWorld));
  const mailer = await make('/v1/functions', await formOf(session, mailOwner));
  await ask(session, 'POST', `/v1/functions/${functionId}/versions`, {
    description: 'As in the guide',
  });
  await make('/v1/aliases', {
    name: `live-${functionId.slice(0, 4)}`,
    function_id: functionId,
    function_version: 1,
  });
  const webhookId = await make('/v1/webhooks', { function_id: functionId, description: 'greets' });
  const mailHook = await make('/v1/webhooks', { function_id: mailer, description: 'mails owners' });
  const jobId = await make('/v1/jobs', {
    name: 'hourly greeting',
    function_id: functionId,
    pattern: '0 * * * *',
    function_input: JSON.stringify({ name: 'cron' }),
  });
  const urlOf = (id: string) => `${session.url}/v1/webhooks/${id}/invoke`;
  const alarm = (name: string, fields: object) => newAlarm(session, { name, ...fields });
  const alarmId = await alarm('instance-created', {
    description: 'Greets every new instance',
    alarm_actions: [urlOf(webhookId)],
    repeat_actions: true,
    event_rule: { event_type: 'compute.instance.create.end' },
  });
  await alarm('large-instance', {
    description: 'Tells the owner of an expensive instance',
    severity: 'moderate',
    alarm_actions: [urlOf(mailHook)],
    repeat_actions: true,
    event_rule: {
      event_type: 'compute.instance.create.*',
      query: [{ field: 'traits.memory_mb', op: 'gt', type: 'integer', value: '32768' }],
    },
  });
  await alarm('volume-failed', {
    description: 'Pages the operators',
    severity: 'critical',
    alarm_actions: [failingUrl],
    repeat_actions: true,
    event_rule: { event_type: 'volume.*.error' },
  });
  const constrainedAlarmId = await alarm('image-uploaded', {
    enabled: false,
    event_rule: { event_type: 'image.upload' },
    time_constraints: [
      { name: 'office hours', start: '0 8 * * 1-5', duration: 36_000, timezone: 'Europe/Berlin' },
    ],
  });
  await ask(session, 'POST', '/v1/executions', {
    function_id: mailer,
    input: JSON.stringify({ owner: 'nobody' }),
  });
  const events = cloudEvents(session.projectId);
  // oxlint-disable-next-line no-await-in-loop -- one after another, as they happen
  for (const event of events) await ask(session, 'POST', '/events', event);
  const created = events.find(({ event_type: type }) => type === 'compute.instance.create.end');
  const small = events.find(({ traits }) => traits.some(([, , value]) => value === 'web-2'));
  return {
    functionId,
    executionId: await endedExecution(session, functionId),
    webhookId,
    jobId,
    alarmId,
    constrainedAlarmId,
    messageId: created?.message_id ?? '',
    nearMissId: small?.message_id ?? '',
    failedDeliveryId: await failedDelivery(session),
  };
}

const newAlarm = async (session: Session, fields: object) =>
  z
    .object({ alarm_id: z.string() })
    .parse(
      JSON.parse(await ask(session, 'POST', '/alarming/v2/alarms', { type: 'event', ...fields })),
    ).alarm_id;

async function formOf(session: Session, { name, module, source }: typeof helloWorld) {
  const { runtimes } = z
    .object({ runtimes: z.array(withId) })
    .parse(JSON.parse(await ask(session, 'GET', '/v1/runtimes')));
  const zip = zipSync({ [`${module}.py`]: new TextEncoder().encode(source) });
  const md5sum = createHash('md5').update(zip).digest('hex');
  const form = new FormData();
  form.set('name', name);
  form.set('runtime_id', runtimes[0]?.id ?? '');
  form.set('code', JSON.stringify({ source: 'package', md5sum }));
  form.set('entry', `${module}.main`);
  form.set('package', new Blob([new Uint8Array(zip)]), `${randomUUID()}.zip`);
  return form;
}

const executions = z.object({
  executions: z.array(z.object({ id: z.string(), status: z.string(), function_id: z.string() })),
});

/** The newest execution of the function, when all of the project have ended. */
const endedExecution = (session: Session, functionId: string) =>
  until(90, async () => {
    const { executions: all } = executions.parse(
      JSON.parse(await ask(session, 'GET', '/v1/executions')),
    );
    const own = all.filter((each) => each.function_id === functionId);
    return all.some(({ status }) => status === 'running') ? undefined : own[0]?.id;
  });

const deliveries = z.object({
  items: z.array(z.object({ id: z.string(), alarm_name: z.string() })),
});

/** The delivery to the receiver that fails, as soon as it was tried. */
const failedDelivery = (session: Session) =>
  until(30, async () => {
    const text = await ask(session, 'GET', '/taibai/v1/deliveries');
    const { items } = deliveries.parse(JSON.parse(text));
    return items.find((each) => each.alarm_name === 'volume-failed')?.id;
  });
