import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { deployStacks, destroyStacks, synthesize, type Deployment } from '../cdk.ts';
import { reported, type Report } from '../report.ts';
import type { Session } from '../session.ts';
import { createAlarm, createFunction, execute, publish, reasonOf, until } from './api.ts';
import { clientsOf, type Clients } from './clients.ts';
import type { Finding } from './finding.ts';
import type { Place } from './place.ts';
import { madeAtRunTime } from './remains.ts';
import { logInAsFirst, type Outputs } from './visit.ts';

/** A function and an alarm that were there before what runs was destroyed. */
interface Kept {
  readonly functionId: string;
  readonly alarmId: string;
  readonly eventType: string;
}

async function keep(session: Session): Promise<Kept> {
  const eventType = `smoke.kept.${Date.now()}`;
  const functionId = await createFunction(session, 'def main():\n    return "kept"\n', 5);
  await execute(session, functionId);
  return { functionId, alarmId: await createAlarm(session, 'smoke-kept', eventType), eventType };
}

export interface AgainWish {
  readonly place: Place;
  readonly prefix: string;
  readonly outputs: Outputs;
  readonly deployment: Deployment;
  readonly report: Report;
  /** Told where the deployment is from now on. */
  readonly moved: (outputs: Outputs) => void;
}

/**
 * Destroys what runs, looks, and deploys it again over what users stored: of a deployment that keeps
 * it, which ends as one that purges, whatever happens.
 */
export async function destroyAndDeployAgain(wish: AgainWish): Promise<readonly Finding[]> {
  const { place, prefix, outputs, deployment, report } = wish;
  const clients = clientsOf(place.cloud);
  const kept = await keep(await logInAsFirst(place, outputs));
  const found: Finding[] = [];
  let anew = outputs;
  try {
    await synthesized({ ...deployment, purge: false }, report);
    await destroyStacks(deployment, report, [`${prefix}-app`]);
    found.push(await nothingMade(clients, prefix));
  } finally {
    anew = await synthesized(deployment, report);
  }
  wish.moved(anew);
  return [...found, await worksAgain(await logInAsFirst(place, anew), clients, prefix, kept)];
}

async function synthesized(deployment: Deployment, report: Report): Promise<Outputs> {
  await reported(report, 'synthesis', () => synthesize(deployment));
  return deployStacks(deployment, report);
}

/** After what runs was destroyed: nothing is left of what was made at run time. */
async function nothingMade(clients: Clients, prefix: string): Promise<Finding> {
  const left = await madeAtRunTime(clients, prefix);
  return {
    what: 'destroying what runs removes what was made at run time',
    outcome: left.length === 0 ? 'holds' : 'fails',
    detail: left.length === 0 ? 'no function, layer or bus' : left.join(', '),
  };
}

/** After what runs was deployed again: the function runs, and the alarm has its rule and fires. */
async function worksAgain(
  session: Session,
  clients: Clients,
  prefix: string,
  kept: Kept,
): Promise<Finding> {
  const what = 'deployed again over kept state, everything works as before';
  const begun = Date.now();
  try {
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
    const holds = status === 'success' && result?.includes('kept') === true;
    const seconds = ((Date.now() - begun) / 1000).toFixed(0);
    return {
      what,
      outcome: holds ? 'holds' : 'fails',
      detail: `the alarm fired, the function ended with ${status}: ${result}; after ${seconds} s`,
    };
  } catch (error) {
    return { what, outcome: 'fails', detail: `broke off: ${String(error)}` };
  }
}
