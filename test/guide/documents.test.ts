import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { writeCredentials } from '../../local/credentials.ts';
import { root } from '../../local/folder.ts';
import { devStackUsers, password, type DevStackUser } from '../../local/local-settings.ts';
import { run } from '../../local/program.ts';
import {
  clientsOf,
  freshFolder,
  homeFolder,
  localStack,
  request,
  session,
} from '../support/local-stack.ts';
import { newcomer } from '../support/newcomer.ts';
import { roleIds } from '../../functions/identity/core/roles.ts';
import { type Page, pages } from './support/page.ts';

/**
 * What a reader does: a shell in a checkout with a running local stack, into which every block of the page
 * is pasted in order. The project of the page is new.
 */
async function paste(page: Page) {
  const checkout = freshFolder();
  for (const name of readdirSync(root).filter((each) => !/^\.(local|git)$|^cdk\.out$/.test(each)))
    symlinkSync(join(root, name), join(checkout, name));
  const folder = join(checkout, '.local');
  mkdirSync(folder);
  const place = { folder, clients: clientsOf('5.1.1'), defaultUser: await memberWithAdmin() };
  writeCredentials(localStack.url, [...devStackUsers, userOf(place.defaultUser)], place);
  const script = page.blocks
    .filter(({ language, notRun }) => language === 'sh' && notRun === undefined)
    .map(({ text }) => text)
    .join('\n');
  return run('bash', ['-euxo', 'pipefail', '-c', script], {
    cwd: checkout,
    env: {
      PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
      HOME: homeFolder(),
      TMPDIR: checkout,
      LANG: 'C.UTF-8',
    },
  });
}

const userOf = (name: string): DevStackUser => ({
  name,
  password,
  defaultProject: name,
  assignments: [],
});

/** A new user in a new project, in which `admin` has a role too, as in the projects of a local stack. */
async function memberWithAdmin(): Promise<string> {
  const admin = await session({ user: 'admin' });
  const { name, project } = await newcomer(admin);
  const role = `${project}/users/${admin.userId}/roles/${roleIds.admin}`;
  expect((await request(admin, 'PUT', role)).status).toBe(204);
  return name;
}

/** Lines of tables that a terminal of 80 columns would break. */
const tooWide = (output: string): readonly string[] =>
  output.split('\n').filter((line) => /^[+|][- ]/.test(line) && line.length > 80);

const runnable = pages.filter(({ blocks }) =>
  blocks.some(({ language, notRun }) => language === 'sh' && notRun === undefined),
);

test.concurrent.each(runnable)(
  'every block of $name works, pasted in order into one shell',
  { timeout: 600_000 },
  async (page) => {
    const { code, stdout, stderr } = await paste(page);
    if (code !== 0)
      throw new Error(
        `${page.name} ended with ${code}:\n${stderr.slice(-4000)}\n${stdout.slice(-4000)}`,
      );
    expect(tooWide(stdout)).toEqual([]);
  },
);

test('the guide and the pages about functions, events, alarms and deliveries have such blocks', () => {
  const names = runnable.map(({ name }) => name);
  for (const page of ['guide', 'functions', 'events', 'alarms', 'deliveries'])
    expect(names).toContain(`docs/${page}.md`);
  expect(names).toContain('README.md');
});
