import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clientEnvironment } from '../client-environment.ts';
import type { Report } from '../report.ts';
import { logIn } from '../session.ts';
import { summary, type Check } from './check.ts';
import { createAlarm, createFunction, createWebhook, type WebhookForm } from './creation-steps.ts';
import { showExecution, showHistory } from './inspection-steps.ts';
import { mendSilentAlarm } from './silent-alarm-steps.ts';
import { shell } from './shell.ts';
import type { StepContext } from './step-context.ts';
import { waitForExecution } from './wait-for-execution.ts';

export interface GuideOptions {
  /** The base URL of the stack. */
  readonly url: string;
  /** Where the user logs in; the stack's own Keystone by default. */
  readonly authUrl?: string;
  readonly user: string;
  /** The password of a local stack's users by default. */
  readonly password?: string;
  /** Waits until the alarm's rule is effective, which takes some seconds on AWS. */
  readonly untilAlarmCounts?: () => Promise<void>;
  /** The folder with the clients' programs. */
  readonly bin: string;
  readonly webhookForm: WebhookForm;
  /** Follows the second chapter too, which needs stored events and the plugin in `clients/python`. */
  readonly secondChapter?: boolean;
  /** The folder that becomes the user's home. */
  readonly home: string;
  readonly print: Report;
  /** Sends the guide's event for a project; by default the guide's script does. */
  readonly send?: (projectId: string) => Promise<void>;
  readonly signal?: AbortSignal;
}

/**
 * Follows the guide with real clients: the same commands in the same order, from a function file to an
 * execution that a cloud event causes. Returns a check of every field that the guide shows.
 */
export async function followGuide(options: GuideOptions): Promise<readonly Check[]> {
  createHome(options.home);
  const checks: Check[] = [];
  const session = await logIn(
    options.url,
    options.user,
    options.user,
    options.password,
    options.authUrl,
  );
  const context: StepContext = {
    ...shell({ ...options, env: clientEnvironment(options) }),
    session,
    bin: options.bin,
    heading: (text) => options.print(`\n# ${text}`),
    check: (...more) => {
      checks.push(...more);
      for (const line of summary(more)) options.print(line);
    },
  };
  const { runtimeId, functionId } = await createFunction(context);
  const { webhookId, webhookUrl } = await createWebhook(context, functionId, options.webhookForm);
  const { alarmId, projectId } = await createAlarm(context, webhookUrl);

  await options.untilAlarmCounts?.();
  context.heading('Create an instance');
  context.set('project_id', projectId);
  if (options.send) await options.send(projectId);
  else await context.type('python aodh_notifier_simulator.py $project_id');
  await waitForExecution(session, functionId);

  const { userId } = session;
  const facts = { userId, projectId, runtimeId, functionId, webhookId, webhookUrl, alarmId };
  await showHistory(context, facts);
  await showExecution(context, facts);
  if (options.secondChapter) await mendSilentAlarm(context);
  return checks;
}

/** Creates a home with the files that the guide starts from. */
function createHome(home: string): void {
  for (const [file, path] of [
    ['hello_world.py', 'functions/hello_world.py'],
    ['aodh_notifier_simulator.py', 'aodh_notifier_simulator.py'],
    ['large_instance.py', 'large_instance.py'],
  ] as const)
    cpSync(fileURLToPath(new URL(file, import.meta.url)), join(home, path));
}
