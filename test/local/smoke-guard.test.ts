import { devNull } from 'node:os';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ownAccount } from '../../local/smoke/account.ts';

beforeEach(() => {
  for (const name of Object.keys(process.env))
    if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_CONFIG_FILE', devNull);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', devNull);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
});
afterEach(() => vi.unstubAllEnvs());

test('the smoke test refuses to start without credentials, in one line', async () => {
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  await expect(ownAccount()).rejects.toThrow(/^smoke:aws needs AWS credentials .*--emulator$/);
});

test('the smoke test refuses to start without a region, in one line', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  await expect(ownAccount()).rejects.toThrow(/^smoke:aws needs a region .*--emulator$/);
});
