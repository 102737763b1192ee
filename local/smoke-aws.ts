// `npm run smoke:aws`: deploys to the account that the environment names, looks at what only AWS can
// show, destroys, and looks for anything left. `-- --emulator` rehearses every step without an account.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { destroyStacks } from './cdk.ts';
import { startEmulator } from './emulator.ts';
import { logFile } from './folder.ts';
import { startGateway } from './gateway.ts';
import { interruption } from './interruption.ts';
import { reported } from './report.ts';
import { claimRun, removeRun, runFolder } from './run-folder.ts';
import { destroyAndDeployAgain } from './smoke/again.ts';
import { lineOf } from './smoke/finding.ts';
import { emulatorPlace, NoAccount, ownAccount, type Place } from './smoke/place.ts';
import { remains } from './smoke/remains.ts';
import { deployAt, visit, type Outputs } from './smoke/visit.ts';
import { localApi } from './stack.ts';

const { values } = parseArgs({ options: { emulator: { type: 'boolean', default: false } } });
const signal = interruption();
const report = (line: string): void => console.log(`[smoke] ${line}`);
const run = `smoke-${process.pid}`;
const folder = runFolder(run);
const prefix = values.emulator
  ? 'taibai'
  : `taibai-${process.pid.toString(36)}${Date.now().toString(36).slice(-5)}`;

const settings = logFile('smoke', 'settings').replace(/log$/, 'json');

const announcement = ({ cloud, name }: Place): string => `
Goes to ${name}, account ${cloud.account}, region ${cloud.region}, as "${prefix}": deploys two stacks, runs the
guide and a few looks, deploys again over what is stored, and destroys both stacks. About 20 minutes
on AWS, and a few cents: secrets, alarms and requests are billed for that time. The account must be
bootstrapped for the CDK; that stays. Should it break off and leave something:
  npx cdk deploy --all -c purge=true -c settings=${settings}
  npx cdk destroy --all -c purge=true -c settings=${settings}
`;

async function smoke(): Promise<boolean> {
  const emulator = values.emulator
    ? await startEmulator(folder, logFile('smoke', 'emulator'), 'checked')
    : undefined;
  const gateway = emulator && (await startGateway(0));
  try {
    const place = emulator ? emulatorPlace(emulator.endpoint) : await ownAccount();
    console.log(announcement(place));
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      settings,
      JSON.stringify({ namePrefix: prefix, ...(gateway && { publicUrl: gateway.url }) }),
    );
    const deployment = {
      cloud: place.cloud,
      folder,
      settings,
      log: logFile('smoke', 'deployment'),
      signal,
    };
    try {
      const outputs = await deployAt(place, deployment, report);
      const moved = (to: Outputs): void =>
        gateway?.forwardTo(localApi(place.cloud.env['AWS_ENDPOINT_URL'] ?? '', to));
      moved(outputs);
      const home = join(folder, 'home');
      const findings = [
        ...(await visit({ place, prefix, outputs, home, print: console.log, signal })),
        ...(await destroyAndDeployAgain({ place, prefix, outputs, deployment, report, moved })),
      ];
      for (const finding of findings) console.log(lineOf(finding));
      return findings.every(({ outcome }) => outcome !== 'fails');
    } finally {
      // Whatever happened, nothing is to stay; an interruption that came before does not stop this.
      await destroyStacks({ ...deployment, signal: new AbortController().signal }, report);
      const left = await reported(report, 'looking for anything left', () =>
        remains(place, prefix),
      );
      for (const one of left) console.log(`left behind: ${one}`);
      console.log(left.length === 0 ? 'Nothing is left.' : `${left.length} things are left.`);
      if (left.length > 0) process.exitCode = 1;
    }
  } finally {
    await gateway?.stop();
    await emulator?.stop();
  }
}

await claimRun(run);
try {
  if (!(await smoke())) process.exitCode = 1;
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  console.error(error instanceof NoAccount ? why : `The smoke test broke off: ${why}`);
  process.exitCode = signal.aborted ? 130 : 1;
} finally {
  await removeRun(run);
}
process.exit();
