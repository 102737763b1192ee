import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type LambdaName, lambdas } from '../../functions/contract/environment.ts';
import { bundle } from '../../infra/constructs/bundle.ts';
import { percentile } from './percentiles.ts';

const names = [
  'webhook',
  'events',
  'evaluator',
  'executor',
  'metric',
  'looker',
] as const satisfies LambdaName[];
const starts = 9;
const environment = {
  PUBLIC_URL: 'http://localhost',
  ACCOUNT_PROJECTS: '{}',
  PROJECT_LIMITS: '{}',
  MEASURE_ALARMS: '{"window":"open","gaps":"lenient","metrics":true}',
};

/** Milliseconds of processor time and of wall time that importing a module takes in a process of its own. */
function load(file: string, entry: LambdaName): { readonly wall: number; readonly cpu: number } {
  const variables = Object.fromEntries(lambdas[entry].map((name) => [name, '']));
  const script = `const b = performance.now(), c = process.cpuUsage();
    await import(${JSON.stringify(pathToFileURL(file).href)});
    const { user, system } = process.cpuUsage(c);
    console.log(JSON.stringify({ wall: performance.now() - b, cpu: (user + system) / 1000 })); process.exit();`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    env: {
      ...process.env,
      ...variables,
      ...environment,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { wall, cpu }: { wall: number; cpu: number } = JSON.parse(printed.toString());
  return { wall, cpu };
}

/** Measures how long the Lambdas of the ways of an event and of a measure take to load on a cold start. */
export function measureModuleLoad(): void {
  const folder = mkdtempSync(join(tmpdir(), 'taibai-load-'));
  try {
    for (const name of names) {
      const file = join(bundle(name, folder), 'index.mjs');
      const samples = Array.from({ length: starts }, () => load(file, name));
      const median = (of: (sample: (typeof samples)[number]) => number): string =>
        percentile(samples.map(of), 50).toFixed(0);
      console.log(
        `${name}: loads in ${median(({ wall }) => wall)} ms, ${median(({ cpu }) => cpu)} ms of them processor time (goal: 60)`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
