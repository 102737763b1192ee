import { setTimeout as sleep } from 'node:timers/promises';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { deploy, deployStacks, synthesize, type Deployment } from '../cdk.ts';
import { binOf } from '../folder.ts';
import { failures } from '../guide/check.ts';
import { followGuide } from '../guide/story.ts';
import { reported, type Report } from '../report.ts';
import { logIn, type Session } from '../session.ts';
import { clientsOf } from './clients.ts';
import type { Finding } from './finding.ts';
import { lookAt } from './looks.ts';
import type { Place } from './place.ts';

export type Outputs = Readonly<Record<string, string>>;

/** Bootstraps only the emulator: somebody's account may be bootstrapped in a way of its own. */
export async function deployAt(
  place: Place,
  deployment: Deployment,
  report: Report,
): Promise<Outputs> {
  if (place.name === 'the emulator') return deploy(deployment, report);
  await reported(report, 'synthesis', () => synthesize(deployment));
  return deployStacks(deployment, report);
}

export interface VisitWish {
  readonly place: Place;
  readonly prefix: string;
  readonly outputs: Outputs;
  readonly home: string;
  readonly print: Report;
  readonly signal: AbortSignal;
}

/** A new rule takes some seconds on AWS; the guide sends its event once. */
const settleMilliseconds = 30_000;

/** Runs the guide as the first user, and takes the looks. */
export async function visit(wish: VisitWish): Promise<readonly Finding[]> {
  const { place, prefix, outputs } = wish;
  const clients = clientsOf(place.cloud);
  const { url, password } = await firstUser(place, outputs);
  const guide = await theGuide({ ...wish, url, password });
  const session = await logIn(url, 'admin', 'admin', password);
  return [guide, ...(await lookAt({ session, clients, place, prefix }))];
}

/** Logs the first user in, where the deployment is now. */
export async function logInAsFirst(place: Place, outputs: Outputs): Promise<Session> {
  const { url, password } = await firstUser(place, outputs);
  return logIn(url, 'admin', 'admin', password);
}

async function firstUser({ cloud }: Place, outputs: Outputs) {
  const clients = clientsOf(cloud);
  const { SecretString: password = '' } = await clients.secrets.send(
    new GetSecretValueCommand({ SecretId: outputs['PasswordSecretArnadmin'] ?? '' }),
  );
  return { url: outputs['PublicUrl'] ?? '', password };
}

async function theGuide(
  wish: VisitWish & { readonly url: string; readonly password: string },
): Promise<Finding> {
  const what = 'the guide';
  try {
    const checks = await followGuide({
      ...wish,
      user: 'admin',
      bin: binOf('clients-3'),
      webhookForm: 'webhook create $function_id',
      untilAlarmCounts: () =>
        wish.place.name === 'AWS' ? sleep(settleMilliseconds) : Promise.resolve(),
    });
    const failed = failures(checks);
    return {
      what,
      outcome: failed.length === 0 ? 'holds' : 'fails',
      detail: `${checks.length} fields, ${failed.length} differ`,
    };
  } catch (error) {
    return { what, outcome: 'fails', detail: `broke off: ${String(error)}` };
  }
}
