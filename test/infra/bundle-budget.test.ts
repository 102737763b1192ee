import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LambdaName } from '../../functions/contract/environment.ts';
import { bundle } from '../../infra/constructs/bundle.ts';
import { missingEntries } from '../../infra/constructs/code.ts';
import { lambdaNames } from '../../infra/constructs/entries.ts';

/** Minified size in kilobytes (1,000 bytes), which a Lambda loads on a cold start. Raise a budget only with a reason. */
const kilobytes: Readonly<Record<LambdaName, number>> = {
  webhook: 370,
  identity: 700,
  'identity-publishers': 600,
  'identity-trusts': 600,
  'identity-trust-tokens': 600,
  'identity-elsewhere': 100,
  engine: 900,
  // It signs its requests to the Parameter Store itself (8 kB), which spares Secrets Manager's price of a key.
  // It also explains alarms, leads from an event to its effects, and tests alarms on stored events.
  alarming: 1250,
  'console-admin': 800,
  'console-api': 900,
  'console-session': 700,
  metric: 900,
  'metric-upkeep': 700,
  events: 440,
  archiver: 700,
  backtester: 700,
  replayer: 700,
  'event-log': 900,
  'account-events': 600,
  'account-metrics': 800,
  // With RE2, which the regular expressions of event definitions need.
  'bridge-mq': 750,
  evaluator: 380,
  'function-tokens': 600,
  executor: 530,
  // With the parser of PromQL and the times of cron expressions.
  looker: 790,
  notifier: 590,
  pages: 100,
  provisioner: 800,
  sweeper: 900,
  seed: 600,
  'account-concurrency': 500,
  keys: 150,
  cleaner: 700,
};

describe('bundles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'taibai-bundles-'));

  test.each(lambdaNames)('%s stays within its budget', (entry) => {
    const { size } = statSync(join(bundle(entry, folder), 'index.mjs'));
    expect(size / 1000).toBeLessThan(kilobytes[entry]);
  });

  test('every Lambda of the contract has an entry file', () => {
    expect(missingEntries()).toEqual([]);
  });
});
