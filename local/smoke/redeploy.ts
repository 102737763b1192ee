import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { createAlarm, createFunction, execute, publish, reasonOf, until } from '../api.ts';
import { deployStacks, destroyStacks, synthesize, type Deployment, type Outputs } from '../cdk.ts';
import { reported, type Report } from '../report.ts';
import type { Session } from '../session.ts';
import type { Account } from './account.ts';
import { type AwsClients, awsClients } from './aws-clients.ts';
import { type CheckResult, passedIf, resultOf } from './check-result.ts';
import { logInFirstUser } from './first-user.ts';
import { runTimeLeftovers } from './leftovers.ts';

/** What is created before the app stack is destroyed. */
interface Kept {
  readonly functionId: string;
  readonly alarmId: string;
  readonly eventType: string;
}

async function createKept(session: Session): Promise<Kept> {
  const eventType = `smoke.kept.${Date.now()}`;
  const functionId = await createFunction(session, 'def main():\n    return "kept"\n', 5);
  await execute(session, functionId);
  return { functionId, alarmId: await createAlarm(session, 'smoke-kept', eventType), eventType };
}

export interface RedeployOptions {
  readonly account: Account;
  readonly prefix: string;
  readonly outputs: Outputs;
  readonly deployment: Deployment;
  readonly report: Report;
  /** Called with the outputs of the new deployment. */
  readonly onRedeployed: (outputs: Outputs) => void;
}

/**
 * Checks that the app stack can be destroyed and deployed again over kept data. Meanwhile the deployment
 * retains its data; in the end, even after a failure, it is deployed with purge=true again.
 */
export async function checkRedeployment(options: RedeployOptions): Promise<readonly CheckResult[]> {
  const { account, prefix, outputs, deployment, report } = options;
  const clients = awsClients(account.cloud);
  const kept = await createKept(await logInFirstUser(account, outputs));
  const results: CheckResult[] = [];
  let newOutputs = outputs;
  try {
    await synthesizeAndDeploy({ ...deployment, purge: false }, report);
    await destroyStacks(deployment, report, [`${prefix}-app`]);
    results.push(await checkNoLeftovers(clients, prefix));
  } finally {
    newOutputs = await synthesizeAndDeploy(deployment, report);
  }
  options.onRedeployed(newOutputs);
  const session = await logInFirstUser(account, newOutputs);
  return [...results, await checkKept({ session, clients, prefix, kept })];
}

export async function synthesizeAndDeploy(
  deployment: Deployment,
  report: Report,
): Promise<Outputs> {
  await reported(report, 'synthesis', () => synthesize(deployment));
  return deployStacks(deployment, report);
}

const checkNoLeftovers = (clients: AwsClients, prefix: string): Promise<CheckResult> =>
  resultOf('destroying the app stack removes what was created at run time', async () => {
    const left = await runTimeLeftovers(clients, prefix);
    return passedIf(left.length === 0, left.join(', ') || 'no function, layer or bus is left');
  });

interface KeptCheck {
  readonly session: Session;
  readonly clients: AwsClients;
  readonly prefix: string;
  readonly kept: Kept;
}

/** The function still runs, and the alarm has its rule again and fires. */
const checkKept = ({ session, clients, prefix, kept }: KeptCheck): Promise<CheckResult> =>
  resultOf('after a redeployment, kept functions and alarms work', async () => {
    const begun = Date.now();
    await until(180, async () => {
      const { Rules: rules = [] } = await clients.bridge.send(
        new ListRulesCommand({ EventBusName: prefix, NamePrefix: `${prefix}-${kept.alarmId}` }),
      );
      return rules.length > 0 ? rules : undefined;
    });
    let sent = 0;
    await until(120, async () => {
      sent += 1;
      await publish(session, kept.eventType, `smoke-kept-${sent}`);
      return reasonOf(session, kept.alarmId);
    });
    const { status, result } = await execute(session, kept.functionId);
    const seconds = ((Date.now() - begun) / 1000).toFixed(0);
    return passedIf(
      status === 'success' && result?.includes('kept') === true,
      `the alarm fired, the function ended with ${status}: ${result}; after ${seconds} s`,
    );
  });
