import { checkFields } from './check.ts';
import { fieldTable, yamlList } from './client-output.ts';
import { alarmFields, functionFields, webhookFields } from './expected-fields.ts';
import { uuid } from './matcher.ts';
import type { StepContext } from './step-context.ts';

export async function createFunction({ session, bin, heading, set, type, check }: StepContext) {
  heading('Create a function');
  const runtimes = await yamlList(await type('openstack runtime list -f yaml'), bin);
  const runtimeId = String(runtimes.find((row) => row['Status'] === 'available')?.['Id']);
  check(...checkFields('runtime', { Id: runtimeId }, { Id: uuid }));
  set('RUNTIME_ID', runtimeId);
  await type('cat ~/functions/hello_world.py');
  const created = fieldTable(
    await type(
      'openstack function create --runtime $RUNTIME_ID --entry hello_world.main --file ~/functions/hello_world.py',
    ),
  );
  check(...checkFields('function', created, functionFields({ ...session, runtimeId })));
  return { runtimeId, functionId: created['id'] ?? '' };
}

/** How the function is passed to `webhook create`: as in the guide, and as in the newest client. */
export type WebhookForm = 'webhook create $function_id' | 'webhook create --function $function_id';

export async function createWebhook(
  { session, heading, set, type, check }: StepContext,
  functionId: string,
  form: WebhookForm,
) {
  heading('Create a webhook that calls the function');
  set('function_id', functionId);
  const created = fieldTable(await type(`openstack ${form}`));
  check(...checkFields('webhook', created, webhookFields({ ...session, functionId }, created)));
  return { webhookId: created['id'] ?? '', webhookUrl: created['webhook_url'] ?? '' };
}

export async function createAlarm(
  { session, heading, set, type, check }: StepContext,
  webhookUrl: string,
) {
  heading('Create an alarm that calls the webhook');
  set('webhook_url', webhookUrl);
  const created = fieldTable(
    await type(
      'aodh alarm create --name qinling-alarm --type event --alarm-action $webhook_url --repeat-actions false --event-type compute.instance.create',
    ),
  );
  check(...checkFields('alarm', created, alarmFields({ ...session, webhookUrl })));
  return { alarmId: created['alarm_id'] ?? '', projectId: created['project_id'] ?? '' };
}
