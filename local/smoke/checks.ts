import { readFileSync } from 'node:fs';
import { GetAccountSettingsCommand, paginateListFunctions } from '@aws-sdk/client-lambda';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { boundsFor } from '../../functions/contract/concurrency.ts';
import { createAlarm, createFunction, execute, publish, reasonOf, until } from '../api.ts';
import type { Session } from '../session.ts';
import type { Account } from './account.ts';
import type { AwsClients } from './aws-clients.ts';
import { type CheckResult, passedIf, resultOf } from './check-result.ts';

/** A deployment, accessible through its API and through AWS. */
export interface Deployed {
  readonly session: Session;
  readonly clients: AwsClients;
  readonly account: Account;
  readonly prefix: string;
}

type Check = (deployed: Deployed) => Promise<Omit<CheckResult, 'check'>>;

const logAfterTimeOut: Check = async ({ session }) => {
  const source =
    'import time\ndef main():\n    print("before the end", flush=True)\n    time.sleep(60)\n';
  const { status, log } = await execute(session, await createFunction(session, source, 2));
  return passedIf(
    status === 'failed' && log.includes('before the end'),
    `${status}, log ${JSON.stringify(log.slice(0, 200))}`,
  );
};

/** Measures how long the rule of a new alarm takes to become effective: until the first event that it matches. */
const rulePropagation: Check = async ({ session }) => {
  const type = `smoke.propagation.${Date.now()}`;
  const alarmId = await createAlarm(session, 'smoke-propagation', type);
  const begun = Date.now();
  const sentAfter = new Map<string, number>();
  const reason = await until(120, async () => {
    const messageId = `smoke-${sentAfter.size}`;
    sentAfter.set(messageId, Date.now() - begun);
    await publish(session, type, messageId);
    return reasonOf(session, alarmId);
  });
  const [, first = ''] = /id=(smoke-\d+)/.exec(reason) ?? [];
  const milliseconds = sentAfter.get(first);
  return passedIf(
    milliseconds !== undefined,
    `the first event that fired it was sent after ${milliseconds} ms`,
  );
};

const probe = z.object({ credentials: z.boolean(), calls: z.record(z.string(), z.string()) });

const userCodePermissions: Check = async ({ session }) => {
  const source = readFileSync(new URL('probe_permissions.py', import.meta.url), 'utf8');
  const ended = await execute(session, await createFunction(session, source, 60));
  const { output } = z.object({ output: probe }).parse(JSON.parse(ended.result ?? '{}'));
  // STS answers this call for any valid credentials, whatever they may do, so it does not count.
  const { 'sts:GetCallerIdentity': _identity, ...calls } = output.calls;
  const allowed = Object.values(calls).filter((outcome) => outcome === 'allowed');
  return passedIf(allowed.length === 0, JSON.stringify(output));
};

/** More than the 30 rules with `wildcard` that a bus accepts. */
const globs = 35;

const globAlarms: Check = async ({ session, clients, prefix }) => {
  const run = Date.now();
  const ids: string[] = [];
  for (let n = 0; n < globs; n += 1)
    ids.push(await createAlarm(session, `smoke-glob-${n}`, `smoke.${run}*made*.${n}.*end`));
  const { Rules: rules = [] } = await clients.bridge.send(
    new ListRulesCommand({ EventBusName: prefix, NamePrefix: `${prefix}-`, Limit: 100 }),
  );
  const withRule = ids.filter((id) => rules.some(({ Name: name = '' }) => name.endsWith(id)));
  const event = `smoke.${run}.was.made.here.${globs - 1}.at.the.end`;
  let sent = 0;
  await until(120, async () => {
    sent += 1;
    await publish(session, event, `smoke-glob-${run}-${sent}`);
    return reasonOf(session, ids.at(-1) ?? '');
  });
  return passedIf(
    withRule.length === globs,
    `${withRule.length} of ${globs} have a rule, and the last one fired`,
  );
};

const noLambdaLogs: Check = async ({ clients, prefix, account }) => {
  const functions: string[] = [];
  for await (const { Functions: page = [] } of paginateListFunctions(
    { client: clients.lambda },
    {},
  ))
    functions.push(...page.flatMap(({ FunctionName: name }) => name ?? []));
  const users = functions.filter((name) => name.startsWith(`${prefix}-fn-`));
  const logGroups = await clients.logGroups(`/aws/lambda/${prefix}-fn-`);
  const result = passedIf(
    users.length > 0 && logGroups.length === 0,
    `${users.length} users' functions, ${logGroups.length} log groups of them`,
  );
  return account.kind === 'AWS' ? result : { ...result, outcome: 'AWS only' };
};

const accountConcurrency: Check = async ({ clients }) => {
  const { AccountLimit: limit } = await clients.lambda.send(new GetAccountSettingsCommand({}));
  const account = limit?.UnreservedConcurrentExecutions ?? 0;
  const bounds = boundsFor(account);
  const text = Object.entries(bounds).map(([name, bound]) => `${name} ${bound}`);
  return passedIf(account >= 10, `${account} concurrent Lambdas: ${text.join(', ')}`);
};

/** What only AWS can show. The last check needs the functions that the others have created. */
const checks: Readonly<Record<string, Check>> = {
  'the account has concurrency': accountConcurrency,
  'a time-out keeps the log': logAfterTimeOut,
  'a new alarm is effective soon': rulePropagation,
  'user code has no permissions': userCodePermissions,
  [`${globs} alarms with inner globs have rules`]: globAlarms,
  "Lambda keeps no logs of users' functions": noLambdaLogs,
};

/** Runs the checks one after the other. */
export async function runChecks(deployed: Deployed): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const [name, check] of Object.entries(checks))
    results.push(await resultOf(name, () => check(deployed)));
  return results;
}
