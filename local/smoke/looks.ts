import { readFileSync } from 'node:fs';
import { paginateListFunctions } from '@aws-sdk/client-lambda';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import type { Session } from '../session.ts';
import { createAlarm, createFunction, execute, publish, reasonOf, until } from './api.ts';
import type { Clients } from './clients.ts';
import type { Finding } from './finding.ts';
import type { Place } from './place.ts';

/** A deployment to look at, by its API and from outside. */
export interface Deployed {
  readonly session: Session;
  readonly clients: Clients;
  readonly place: Place;
  readonly prefix: string;
}

type Look = (deployed: Deployed) => Promise<Omit<Finding, 'what'>>;

const verdict = (holds: boolean, detail: string): Omit<Finding, 'what'> => ({
  outcome: holds ? 'holds' : 'fails',
  detail,
});

/** On the emulator, what it cannot answer is no failure. */
const onAws = ({ place }: Deployed, found: Omit<Finding, 'what'>): Omit<Finding, 'what'> =>
  place.name === 'AWS' ? found : { ...found, outcome: 'only on AWS' };

const logAfterTimeOut: Look = async ({ session }) => {
  const source =
    'import time\ndef main():\n    print("before the end", flush=True)\n    time.sleep(60)\n';
  const { status, log } = await execute(session, await createFunction(session, source, 2));
  const holds = status === 'failed' && log.includes('before the end');
  return verdict(holds, `${status}, log ${JSON.stringify(log.slice(0, 200))}`);
};

/** How long a new alarm's rule takes until it counts: the first event that it does not miss. */
const propagation: Look = async ({ session }) => {
  const type = `smoke.propagation.${Date.now()}`;
  const alarmId = await createAlarm(session, 'smoke-propagation', type);
  const begun = Date.now();
  const sent = new Map<string, number>();
  const reason = await until(120, async () => {
    const messageId = `smoke-${sent.size}`;
    sent.set(messageId, Date.now() - begun);
    await publish(session, type, messageId);
    return reasonOf(session, alarmId);
  });
  const [, first = ''] = /id=(smoke-\d+)/.exec(reason) ?? [];
  const milliseconds = sent.get(first) ?? Number.NaN;
  return verdict(
    !Number.isNaN(milliseconds),
    `the first event that counted came after ${milliseconds} ms`,
  );
};

const tried = z.object({ credentials: z.boolean(), calls: z.record(z.string(), z.string()) });

const rights: Look = async (deployed) => {
  const source = readFileSync(new URL('what_may_i_do.py', import.meta.url), 'utf8');
  const { session } = deployed;
  const ended = await execute(session, await createFunction(session, source, 60));
  const { output } = z.object({ output: tried }).parse(JSON.parse(ended.result ?? '{}'));
  // STS names whoever asks, denied or not: it shows credentials, but no right.
  const { 'sts:GetCallerIdentity': _identity, ...calls } = output.calls;
  const allowed = Object.values(calls).filter((outcome) => outcome === 'allowed');
  return onAws(deployed, verdict(allowed.length === 0, JSON.stringify(output)));
};

/** More than the 30 rules with `wildcard` that a bus takes. */
const globs = 35;

const globAlarms: Look = async ({ session, clients, prefix }) => {
  const run = Date.now();
  const ids: string[] = [];
  for (let n = 0; n < globs; n += 1)
    ids.push(await createAlarm(session, `smoke-glob-${n}`, `smoke.${run}*made*.${n}.*end`));
  const { Rules: rules = [] } = await clients.bridge.send(
    new ListRulesCommand({ EventBusName: prefix, NamePrefix: `${prefix}-`, Limit: 100 }),
  );
  const ruled = ids.filter((id) => rules.some(({ Name: name = '' }) => name.endsWith(id)));
  const event = `smoke.${run}.was.made.here.${globs - 1}.at.the.end`;
  let sent = 0;
  await until(120, async () => {
    sent += 1;
    await publish(session, event, `smoke-glob-${run}-${sent}`);
    return reasonOf(session, ids.at(-1) ?? '');
  });
  return verdict(ruled.length === globs, `${ruled.length} rules of ${globs}, the last one fires`);
};

const noLambdaLog: Look = async (deployed) => {
  const { clients, prefix } = deployed;
  const functions: string[] = [];
  for await (const { Functions: found = [] } of paginateListFunctions(
    { client: clients.lambda },
    {},
  ))
    functions.push(...found.flatMap(({ FunctionName: name }) => name ?? []));
  const users = functions.filter((name) => name.startsWith(`${prefix}-fn-`));
  const logged = await clients.logGroups(`/aws/lambda/${prefix}-fn-`);
  return onAws(
    deployed,
    verdict(
      users.length > 0 && logged.length === 0,
      `${users.length} functions, ${logged.length} log groups of theirs`,
    ),
  );
};

/** What only AWS can show, in words and as a look at it; the last one sees what the others have made. */
export const looks: Readonly<Record<string, Look>> = {
  'a time-out leaves the log': logAfterTimeOut,
  'a new alarm counts soon': propagation,
  'user code may do nothing': rights,
  [`${globs} alarms with globs inside have rules`]: globAlarms,
  'executions leave no log of Lambda': noLambdaLog,
};

/** Takes each look; one that breaks off is a finding, too. */
export async function lookAt(deployed: Deployed): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [what, look] of Object.entries(looks))
    findings.push({
      what,
      ...(await look(deployed).catch((error: unknown) =>
        verdict(false, `broke off: ${String(error)}`),
      )),
    });
  return findings;
}
