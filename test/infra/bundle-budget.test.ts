import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LambdaName } from '../../functions/contract/environment.ts';
import { bundle } from '../../infra/constructs/bundle.ts';
import { missingEntries } from '../../infra/constructs/sources.ts';
import { lambdaNames } from './support.ts';

/** Minified kilobytes (1,000 bytes): what a Lambda reads when it starts. Raise one only with a reason. */
const kilobytes: Readonly<Record<LambdaName, number>> = {
  webhook: 400,
  identity: 700,
  'identity-elsewhere': 100,
  engine: 900,
  alarming: 1000,
  events: 700,
  'account-events': 600,
  'bridge-mq': 700,
  evaluator: 700,
  executor: 800,
  notifier: 700,
  provisioner: 800,
  sweeper: 900,
  seed: 600,
  cleaner: 700,
};

const missing = missingEntries();
const written = lambdaNames.filter((entry) => !missing.includes(entry));

describe('bundles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'taibai-bundles-'));

  test.each(written)('%s stays within its budget', (entry) => {
    const { size } = statSync(join(bundle(entry, folder), 'index.mjs'));
    expect(size / 1000).toBeLessThan(kilobytes[entry]);
  });

  test('every Lambda of the contract has its entry', () => {
    expect(missing).toEqual([]);
  });
});
