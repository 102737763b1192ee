import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tryFirstOnAws } from '../../local/smoke/try-first.ts';

test('the page about deployment lists what the smoke test says to try first on AWS', () => {
  const page = readFileSync(new URL('../../docs/deployment.md', import.meta.url), 'utf8');
  const [, list = ''] = page.split('## Try first on AWS');
  expect(list.match(/^- .+$/gm)).toEqual(tryFirstOnAws.map((item) => `- ${item}`));
});
