import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ask } from '../../local/api.ts';
import { hasBrowser } from '../../local/browser.ts';
import { type Session, logIn } from '../../local/session.ts';
import { localStack } from '../support/local-stack.ts';
import { barriers } from './support/accessibility.ts';
import { person, useBrowser } from './support/browser.ts';
import { enter, newUser } from './support/sign-in.ts';
import { settled } from './support/settled.ts';

const secret = 's3cret-value';

/** An alarm whose action names a secret, and its id. */
async function alarmOf(owner: Session): Promise<string> {
  const made = await ask(owner, 'POST', '/alarming/v2/alarms', {
    name: 'in the way',
    type: 'event',
    event_rule: { event_type: 'none' },
    alarm_actions: [`https://receiver.example/hook?token=${secret}`],
  });
  return z.object({ alarm_id: z.string() }).parse(JSON.parse(made)).alarm_id;
}

describe.runIf(hasBrowser())('on screen', () => {
  useBrowser();

  test('an administrator deletes a project once it is empty, and its user, by typing the name', async () => {
    const [{ own, name }, admin] = [await newUser(), await logIn(localStack.url, 'admin')];
    const alarm = await alarmOf(own);
    const { page, problems } = await person();
    await enter(page, 'admin', `/console/admin/projects?text=${name}`);
    await page.getByRole('button', { name: `Delete project ${name}` }).click();
    const confirm = page.getByRole('button', { name: 'Delete', exact: true });
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByLabel(/Type the name/).fill(name);
    expect(await barriers(page)).toEqual([]);
    await confirm.click();
    await page.getByText(`alarm ${alarm}`).waitFor();
    await page.getByText(`npm run purge -- --project ${name}`).waitFor();
    await ask(own, 'DELETE', `/alarming/v2/alarms/${alarm}`);
    await confirm.click();
    await page.getByText('No project has such a name.').waitFor();
    await page.goto(`/console/admin/users?text=${name}`);
    await page.getByRole('button', { name: `Delete user ${name}` }).click();
    await page.getByLabel(/Type the name/).fill(name);
    await confirm.click();
    await page.getByText('No user has such a name.').waitFor();
    const found = await ask(admin, 'GET', `/identity/v3/users?name=${name}`);
    expect(JSON.parse(found)).toMatchObject({ users: [] });
    expect(problems.all).toEqual([]);
  });

  test('the query of an action is shown only when it is asked for', async () => {
    const { own, name } = await newUser();
    const alarm = await alarmOf(own);
    const { page } = await person();
    await enter(page, name, `/console/alarms/${alarm}`);
    await settled(page);
    await page.getByText('receiver.example').first().waitFor();
    expect(await page.content()).not.toContain(secret);
    await page.getByRole('button', { name: /Show the whole URL/ }).click();
    await page.getByText(`token=${secret}`).waitFor();
  });
});
