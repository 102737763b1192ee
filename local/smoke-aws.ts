// `npm run smoke:aws`: deploys to the account of the environment, checks what only AWS can show, destroys
// the deployment, and looks for leftovers. `-- --emulator` rehearses every step without an account, and
// `-- --emulator --brief` leaves out the guide and the checks, which `npm test` has anyway.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { deploy, destroyStacks, type Deployment, type Outputs } from './cdk.ts';
import { startEmulator } from './emulator.ts';
import { logFile } from './folder.ts';
import { startGateway } from './gateway.ts';
import { interruption } from './interruption.ts';
import { reported } from './report.ts';
import { claimRun, removeRun, runFolder } from './run-folder.ts';
import { type Account, emulatorAccount, NoAccount, ownAccount } from './smoke/account.ts';
import { awsClients } from './smoke/aws-clients.ts';
import { type CheckResult, lineOf } from './smoke/check-result.ts';
import { runChecks } from './smoke/checks.ts';
import { firstUserLogin, logInFirstUser } from './smoke/first-user.ts';
import { checkGuide } from './smoke/guide-check.ts';
import { leftovers } from './smoke/leftovers.ts';
import { checkRedeployment, synthesizeAndDeploy } from './smoke/redeploy.ts';
import { tryFirstOnAws } from './smoke/try-first.ts';
import { localApi } from './stack.ts';

const { values } = parseArgs({
  options: {
    emulator: { type: 'boolean', default: false },
    brief: { type: 'boolean', default: false },
  },
});
const signal = interruption();
const report = (line: string): void => console.log(`[smoke] ${line}`);
const run = `smoke-${process.pid}`;
const folder = runFolder(run);
const prefix = values.emulator
  ? 'taibai'
  : `taibai-${process.pid.toString(36)}${Date.now().toString(36).slice(-5)}`;

const settings = logFile('smoke', 'settings').replace(/log$/, 'json');

const announcement = ({ cloud, kind }: Account): string => `
Deploys "${prefix}" to ${kind === 'AWS' ? 'AWS' : 'the emulator'}, account ${cloud.account}, region ${cloud.region}: two stacks, the guide
and a few checks, a second deployment over the stored data, and the removal of both stacks. On AWS this
takes about 20 minutes and costs a few cents, for secrets, alarms and requests. The account must be
bootstrapped for the CDK, and stays so. If the smoke test is cut short and leaves something behind:
  npx cdk deploy --all -c purge=true -c settings=${settings}
  npx cdk destroy --all -c purge=true -c settings=${settings}
`;

async function smoke(): Promise<boolean> {
  const emulator = values.emulator
    ? await startEmulator(folder, logFile('smoke', 'emulator'), { permissions: 'checked' })
    : undefined;
  const gateway = emulator && (await startGateway(0));
  try {
    const account = emulator ? emulatorAccount(emulator.endpoint) : await ownAccount();
    console.log(announcement(account));
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      settings,
      JSON.stringify({
        namePrefix: prefix,
        ...(gateway && { publicUrl: gateway.url }),
        ...(emulator && { pythonRuntimes: emulator.pythons.map(({ runtime }) => runtime) }),
      }),
    );
    const deployment = {
      cloud: account.cloud,
      folder,
      settings,
      log: logFile('smoke', 'deployment'),
      signal,
    };
    const forward = (outputs: Outputs): void =>
      gateway?.forwardTo(localApi(account.cloud.env['AWS_ENDPOINT_URL'] ?? '', outputs));
    try {
      const results = await check(account, deployment, forward);
      for (const result of results) console.log(lineOf(result));
      console.log('Try first on AWS, because only AWS can show it:');
      for (const item of tryFirstOnAws) console.log(`- ${item}`);
      return results.every(({ outcome }) => outcome !== 'failed');
    } finally {
      await destroy(account, deployment);
    }
  } finally {
    await gateway?.stop();
    await emulator?.stop();
  }
}

async function check(
  account: Account,
  deployment: Deployment,
  forward: (outputs: Outputs) => void,
): Promise<readonly CheckResult[]> {
  // Only the emulator is bootstrapped: a real account may be bootstrapped with options of its own.
  const deployTo = account.kind === 'emulator' ? deploy : synthesizeAndDeploy;
  const outputs = await deployTo(deployment, report);
  forward(outputs);
  const results = values.brief ? [] : await checkDeployed(account, outputs);
  const redeployment = { account, prefix, outputs, deployment, report, onRedeployed: forward };
  return [...results, ...(await checkRedeployment(redeployment))];
}

async function checkDeployed(account: Account, outputs: Outputs): Promise<readonly CheckResult[]> {
  const login = await firstUserLogin(account, outputs);
  const home = join(folder, 'home');
  const guide = await checkGuide({ ...login, account, home, print: console.log, signal });
  const session = await logInFirstUser(account, outputs);
  const clients = awsClients(account.cloud);
  return [guide, ...(await runChecks({ session, clients, account, prefix }))];
}

/** Destroys everything, also after a failure or an interruption, and looks for leftovers. */
async function destroy(account: Account, deployment: Deployment): Promise<void> {
  await destroyStacks({ ...deployment, signal: new AbortController().signal }, report);
  const left = await reported(report, 'looking for leftovers', () => leftovers(account, prefix));
  for (const one of left) console.log(`left behind: ${one}`);
  console.log(left.length === 0 ? 'Nothing is left behind.' : `${left.length} resources are left.`);
  if (left.length > 0) process.exitCode = 1;
}

await claimRun(run);
try {
  if (!(await smoke())) process.exitCode = 1;
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  console.error(error instanceof NoAccount ? why : `The smoke test failed: ${why}`);
  process.exitCode = signal.aborted ? 130 : 1;
} finally {
  await removeRun(run);
}
process.exit();
