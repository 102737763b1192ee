import { setTimeout as sleep } from 'node:timers/promises';
import { binOf } from '../folder.ts';
import { failures } from '../guide/check.ts';
import { followGuide } from '../guide/follow-guide.ts';
import type { Report } from '../report.ts';
import type { Account } from './account.ts';
import { type CheckResult, passedIf, resultOf } from './check-result.ts';
import { firstUser, type Login } from './first-user.ts';

export interface GuideCheckOptions extends Login {
  readonly account: Account;
  readonly home: string;
  readonly print: Report;
  readonly signal: AbortSignal;
}

/** A new rule takes some seconds to become effective on AWS, and the guide sends its event only once. */
const ruleDelayMilliseconds = 30_000;

/** Follows the guide as the first user. */
export const checkGuide = ({ account, ...options }: GuideCheckOptions): Promise<CheckResult> =>
  resultOf('the guide', async () => {
    const checks = await followGuide({
      ...options,
      user: firstUser,
      bin: binOf('clients-3'),
      webhookForm: 'webhook create $function_id',
      untilAlarmCounts: () =>
        account.kind === 'AWS' ? sleep(ruleDelayMilliseconds) : Promise.resolve(),
    });
    const failed = failures(checks);
    return passedIf(failed.length === 0, `${checks.length} fields, ${failed.length} differ`);
  });
