import { randomUUID } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clientEnvironment } from '../client-environment.ts';
import { logIn } from '../session.ts';
import { checkFields, exactly, summary, type Check } from './check.ts';
import { fieldTable, yamlList } from './client-output.ts';
import { createFunction, createWebhook } from './creation-steps.ts';
import { resultFields } from './expected-fields.ts';
import type { GuideOptions } from './follow-guide.ts';
import { shell } from './shell.ts';
import { jsonOf, type StepContext } from './step-context.ts';
import { waitForExecution } from './wait-for-execution.ts';

const reason = 'Transition to alarm due to 1 samples outside threshold, most recent: 91.0';
const alarmName = 'cpu-high';

/**
 * The chapter about measures: an alarm on the CPU of an instance runs a function when the real `gnocchi` client
 * sends a measure above its threshold. Returns a check of every field that it shows.
 */
export async function followMetrics(options: GuideOptions): Promise<readonly Check[]> {
  const { url, user, bin, home, print } = options;
  cpSync(
    fileURLToPath(new URL('hello_world.py', import.meta.url)),
    join(home, 'functions/hello_world.py'),
  );
  const checks: Check[] = [];
  const session = await logIn(url, user, user, options.password, options.authUrl);
  const context: StepContext = {
    ...shell({ ...options, env: clientEnvironment(options) }),
    session,
    bin,
    heading: (text) => print(`\n# ${text}`),
    check: (...more) => {
      checks.push(...more);
      for (const line of summary(more)) print(line);
    },
  };
  const { heading, set, type, check } = context;
  const { functionId } = await createFunction(context);
  const { webhookUrl } = await createWebhook(context, functionId, options.webhookForm);
  await createMeasuredAlarm(context, webhookUrl);

  heading('The CPU of the instance is busy');
  await type('gnocchi measures add --resource-id $instance_id --measure now@91 cpu');
  await waitForExecution(session, functionId);

  const [alarm = {}] = await yamlList(
    `- ${indented(await type('aodh alarm show $alarm_id -f yaml'))}`,
    bin,
  );
  check(...checkFields('alarm', alarm, { state: exactly('alarm'), state_reason: exactly(reason) }));
  heading('Show the execution of the function');
  set('function_id', functionId);
  const [execution = {}] = await yamlList(
    await type('openstack function execution list --filter function_id=$function_id -f yaml'),
    bin,
  );
  check(
    ...checkFields('execution', execution, { Status: exactly('success') }),
    ...checkFields('input', jsonOf(execution['Input']), {
      alarm_name: exactly(alarmName),
      previous: exactly('insufficient data'),
      current: exactly('alarm'),
      reason: exactly(reason),
      severity: exactly('low'),
      reason_data: exactly({
        type: 'threshold',
        disposition: 'outside',
        count: 1,
        most_recent: 91,
      }),
    }),
    ...checkFields('result', jsonOf(execution['Result']), resultFields),
  );
  return checks;
}

const indented = (yaml: string): string => yaml.trimEnd().replaceAll('\n', '\n  ');

async function createMeasuredAlarm(
  { heading, set, type, check }: StepContext,
  webhookUrl: string,
): Promise<void> {
  heading('An instance, its metric, and an alarm on it');
  set('instance_id', randomUUID());
  await type('gnocchi resource create --create-metric cpu:medium $instance_id');
  set('webhook_url', webhookUrl);
  const created = fieldTable(
    await type(
      `aodh alarm create --name ${alarmName} --type gnocchi_resources_threshold --metric cpu --resource-type generic --resource-id $instance_id --aggregation-method mean --granularity 60 --evaluation-periods 1 --comparison-operator gt --threshold 80 --alarm-action $webhook_url`,
    ),
  );
  check(
    ...checkFields('alarm', created, {
      name: exactly(alarmName),
      state: exactly('insufficient data'),
      type: exactly('gnocchi_resources_threshold'),
    }),
  );
  set('alarm_id', created['alarm_id'] ?? '');
}
