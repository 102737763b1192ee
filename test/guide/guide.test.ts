import { expect, test } from 'vitest';
import { failures } from '../../local/guide/check.ts';
import { followGuide } from '../../local/guide/follow-guide.ts';
import { clientsOf, freshFolder, guestOf, localStack } from '../support/local-stack.ts';

test.each([
  {
    version: '3.0.0',
    webhookForm: 'webhook create $function_id',
    user: guestOf.guideWithOldClients,
  },
  {
    version: '5.1.1',
    webhookForm: 'webhook create --function $function_id',
    user: guestOf.guideWithNewClients,
  },
] as const)(
  'the guide works in every field with python-qinlingclient $version',
  async ({ version, webhookForm, user }) => {
    const lines: string[] = [];
    const checks = await followGuide({
      url: localStack.url,
      user,
      bin: clientsOf(version),
      webhookForm,
      secondChapter: true,
      home: freshFolder(),
      print: (line) => lines.push(line),
    }).catch((error: unknown) => {
      throw new Error(lines.join('\n'), { cause: error });
    });
    expect(failures(checks)).toEqual([]);
    expect(checks.length).toBeGreaterThan(100);
  },
);
