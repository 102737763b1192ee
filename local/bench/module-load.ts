import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type LambdaName, lambdas } from '../../functions/contract/environment.ts';
import { buildSync } from 'esbuild';
import { bundle, bundling } from '../../infra/constructs/bundle.ts';
import { root } from '../folder.ts';
import { percentile } from './percentiles.ts';

const names = [
  'webhook',
  'events',
  'evaluator',
  'executor',
  'metric',
  'looker',
] as const satisfies LambdaName[];
const starts = 15;
const environment = {
  PUBLIC_URL: 'http://localhost',
  ACCOUNT_PROJECTS: '{}',
  PROJECT_LIMITS: '{}',
  MEASURE_ALARMS: '{"window":"open","gaps":"lenient","metrics":true}',
};

/** What every such Lambda loads at least. */
const floor = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
  export const client = new DynamoDBClient({});`;

interface Loaded {
  readonly name: string;
  readonly file: string;
  /** Names of the variables that it needs. */
  readonly variables: readonly string[];
}

interface Sample {
  readonly wall: number;
  readonly cpu: number;
}

/** Milliseconds of processor time and of wall time that importing a module takes in a process of its own. */
function load({ file, variables }: Loaded): Sample {
  const empty = Object.fromEntries(variables.map((name) => [name, '']));
  const script = `const b = performance.now(), c = process.cpuUsage();
    await import(${JSON.stringify(pathToFileURL(file).href)});
    const { user, system } = process.cpuUsage(c);
    console.log(JSON.stringify({ wall: performance.now() - b, cpu: (user + system) / 1000 })); process.exit();`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    env: {
      ...process.env,
      ...empty,
      ...environment,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { wall, cpu }: Sample = JSON.parse(printed.toString());
  return { wall, cpu };
}

/**
 * Measures how long the Lambdas of the ways of an event and of a measure take to load on a cold start. They
 * alternate, so that other load on the machine affects them equally; the first round fills the disk's cache.
 */
export function measureModuleLoad(): void {
  const folder = mkdtempSync(join(tmpdir(), 'taibai-load-'));
  try {
    const bare = join(folder, 'bare.mjs');
    buildSync({
      ...bundling('webhook'),
      entryPoints: [],
      stdin: { contents: floor, resolveDir: root },
      outfile: bare,
    });
    const loaded: readonly Loaded[] = [
      { name: 'floor, the DynamoDB client', file: bare, variables: [] },
      ...names.map((name) => ({
        name,
        file: join(bundle(name, folder), 'index.mjs'),
        variables: lambdas[name],
      })),
    ];
    const rounds = Array.from({ length: starts + 1 }, () => loaded.map(load)).slice(1);
    for (const [index, { name, file }] of loaded.entries()) {
      const samples = rounds.flatMap((round) => round[index] ?? []);
      const at = (percent: number, of: (sample: Sample) => number): string =>
        percentile(samples.map(of), percent).toFixed(0);
      const kilobytes = (statSync(file).size / 1000).toFixed(0);
      console.log(
        `${name}: ${kilobytes} kB load in ${at(50, ({ wall }) => wall)} ms; processor time ${at(50, ({ cpu }) => cpu)} ms, at least ${at(0, ({ cpu }) => cpu)} (goal: 60)`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
