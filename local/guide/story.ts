import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clientEnvironment } from '../client-environment.ts';
import type { Report } from '../report.ts';
import { logIn } from '../session.ts';
import { summary, type Check } from './check.ts';
import { createAlarm, createFunction, createWebhook, type WebhookForm } from './making.ts';
import { showExecution, showHistory } from './seeing.ts';
import { shell } from './shell.ts';
import type { Stage } from './stage.ts';
import { waitForExecution } from './wait.ts';

export interface StoryWish {
  /** The base URL of a stack. */
  readonly url: string;
  /** Where the user logs in: the stack's own identity by default. */
  readonly authUrl?: string;
  readonly user: string;
  /** That of a local stack's users by default. */
  readonly password?: string;
  /** Until the alarm's rule counts: AWS takes some seconds. */
  readonly untilAlarmCounts?: () => Promise<void>;
  /** Folder of the clients' programs. */
  readonly bin: string;
  readonly webhookForm: WebhookForm;
  /** A folder that becomes the user's home. */
  readonly home: string;
  readonly print: Report;
  /** Sends the guide's event for a project; by default it is typed, and posted. */
  readonly send?: (projectId: string) => Promise<void>;
  readonly signal?: AbortSignal;
}

/**
 * Follows the guide with real clients, in its order and with its commands, from a function file to
 * an execution caused by a cloud event. Returns a check of every field that the guide shows.
 */
export async function followGuide(wish: StoryWish): Promise<readonly Check[]> {
  furnish(wish.home);
  const checks: Check[] = [];
  const session = await logIn(wish.url, wish.user, wish.user, wish.password, wish.authUrl);
  const stage: Stage = {
    ...shell({ ...wish, env: clientEnvironment(wish) }),
    session,
    bin: wish.bin,
    heading: (text) => wish.print(`\n# ${text}`),
    check: (...more) => {
      checks.push(...more);
      for (const line of summary(more)) wish.print(line);
    },
  };
  const { runtimeId, functionId } = await createFunction(stage);
  const { webhookId, webhookUrl } = await createWebhook(stage, functionId, wish.webhookForm);
  const { alarmId, projectId } = await createAlarm(stage, webhookUrl);

  await wish.untilAlarmCounts?.();
  stage.heading('An instance is created');
  stage.set('project_id', projectId);
  if (wish.send) await wish.send(projectId);
  else await stage.type('python aodh_notifier_simulator.py $project_id');
  await waitForExecution(session, functionId);

  const { userId } = session;
  const facts = { userId, projectId, runtimeId, functionId, webhookId, webhookUrl, alarmId };
  await showHistory(stage, facts);
  await showExecution(stage, facts);
  return checks;
}

/** Puts the files that the guide's reader has into the home. */
function furnish(home: string): void {
  for (const [file, place] of [
    ['hello_world.py', 'functions/hello_world.py'],
    ['aodh_notifier_simulator.py', 'aodh_notifier_simulator.py'],
  ] as const)
    cpSync(fileURLToPath(new URL(file, import.meta.url)), join(home, place));
}
