import { describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { hasBrowser } from '../../local/browser.ts';
import { createAlarm } from '../support/deployed.ts';
import { person, useBrowser } from './support/browser.ts';
import { enter, newUser, signIn } from './support/sign-in.ts';
import { settled } from './support/settled.ts';

const lists = [
  { path: '/executions', heading: 'Executions', calls: '**/taibai/v1/executions**' },
  { path: '/events', heading: 'Events', calls: '**/taibai/v1/events**' },
  { path: '/alarms', heading: 'Alarms', calls: '**/alarming/v2/**' },
  { path: '/functions', heading: 'Functions', calls: '**/v1/functions**' },
];

const refusal = (status: number, message: string) => ({
  status,
  headers: { 'retry-after': '7' },
  json: { error: { code: status, title: 'Refused', message }, faultstring: message },
});

const troubles = [
  { trouble: 'gone', route: { abort: 'connectionrefused' }, said: 'No connection' },
  { trouble: 'failing', route: refusal(503, 'The table is busy.'), said: 'Taibai failed' },
  { trouble: 'refusing', route: refusal(429, 'Slow down.'), said: 'Try again in 7 s' },
  { trouble: 'forbidding', route: refusal(403, 'Not your role.'), said: 'Not allowed' },
  {
    trouble: 'answering with something else',
    route: { status: 200, body: '<html>' },
    said: 'does not understand',
  },
] as const;

describe.runIf(hasBrowser())('trouble', () => {
  useBrowser();

  test.for(troubles)(
    'an API that is $trouble is said, and trying again helps',
    async ({ route, said }) => {
      const user = await newUser();
      const { page } = await person();
      await enter(page, user.name);
      for (const { path, heading, calls } of lists) {
        /* oxlint-disable no-await-in-loop -- one page after another */
        await page.route(calls, (call) =>
          'abort' in route ? call.abort(route.abort) : call.fulfill(route),
        );
        await page.goto(`/console${path}`);
        await page.getByText(said).first().waitFor();
        await page.unroute(calls);
        await page.getByRole('button', { name: 'Try again' }).first().click();
        await page.getByText(said).first().waitFor({ state: 'hidden' });
        await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
        expect(await page.getByText(said).count()).toBe(0);
        /* oxlint-enable no-await-in-loop */
      }
    },
  );

  test('a slow API leaves the screen usable', async () => {
    const user = await newUser();
    const { page } = await person();
    await enter(page, user.name);
    await page.route('**/taibai/v1/executions**', async (call) => {
      await new Promise((resolve) => {
        setTimeout(resolve, 5_000);
      });
      await call.continue().catch(() => {});
    });
    await page.goto('/console/executions');
    await page.getByText('Loading').first().waitFor();
    await page.getByRole('link', { name: 'Alarms', exact: true }).click();
    await page.getByRole('heading', { name: 'Alarms', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/alarms');
  });

  test('what another project owns is not found, as by the API', async () => {
    const [owner, other] = [await newUser(), await newUser()];
    const alarmId = await createAlarm(owner.own, {
      name: 'secret-plan',
      event_rule: { event_type: 'x' },
      alarm_actions: ['http://receiver.example/'],
    });
    const { page, problems } = await person();
    await enter(page, other.name);
    const paths = [
      `/alarms/${alarmId}`,
      `/alarms/${alarmId}/edit`,
      ...['functions', 'executions', 'deliveries', 'webhooks', 'jobs'].map(
        (kind) => `/${kind}/00000000-0000-4000-8000-000000000000`,
      ),
    ];
    for (const path of paths) {
      // oxlint-disable-next-line no-await-in-loop -- one page after another
      await page.goto(`/console${path}`);
      // oxlint-disable-next-line no-await-in-loop -- as above
      await page
        .getByText(/not found|nothing is here/i)
        .first()
        .waitFor();
    }
    expect(await page.locator('body').innerText()).not.toContain('secret-plan');
    expect(problems.all).toEqual([]);
  });
});

describe.runIf(hasBrowser())('a session', () => {
  useBrowser();

  test('that ends while a form is half filled keeps what was typed', async () => {
    const user = await newUser();
    const { page, context, problems } = await person();
    await enter(page, user.name, '/console/functions/new');
    await page.getByLabel('Name', { exact: true }).fill('half-typed');
    await context.clearCookies();
    await page.getByRole('button', { name: 'Create function' }).click();
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    expect(await dialog.getByLabel('User name').inputValue()).toBe(user.name);
    await dialog.getByRole('textbox', { name: 'Password' }).fill('secret');
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('half-typed');
    await page.getByRole('button', { name: 'Create function' }).click();
    await page.getByRole('heading', { name: 'half-typed', level: 1 }).waitFor();
    expect(problems.all).toEqual([]);
  });

  test('that is ended in one tab ends in the other, which shows nothing of who comes next', async () => {
    const [first, second] = [await newUser(), await newUser()];
    await createAlarm(second.own, {
      name: 'of-the-second',
      event_rule: { event_type: 'x' },
      alarm_actions: ['http://receiver.example/'],
    });
    const { page, context } = await person();
    await enter(page, first.name);
    const other = await context.newPage();
    await other.goto('/console/alarms');
    await settled(other);
    await signOut(page, first.name);
    await other.getByRole('link', { name: 'Executions', exact: true }).click();
    await other.getByRole('dialog', { name: 'Your session has ended' }).waitFor();

    await signIn(page, second.name);
    await page.getByRole('button', { name: `User ${second.name}` }).waitFor();
    await other.goto('/console/alarms');
    await other.getByText('of-the-second').first().waitFor();
    await other.getByRole('button', { name: `User ${second.name}` }).waitFor();
    expect(await other.getByText(first.name).count()).toBe(0);
  });

  test('of another user in another window is not touched by signing out', async () => {
    const [first, second] = [await newUser(), await newUser()];
    const [here, there] = [await person(), await person()];
    await enter(here.page, first.name);
    await enter(there.page, second.name);
    await signOut(here.page, first.name);
    await there.page.goto('/console/executions');
    await there.page.getByRole('button', { name: `User ${second.name}` }).waitFor();
    expect(await there.context.cookies()).toHaveLength(2);
  });
});

async function signOut(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `User ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByLabel('User name').waitFor();
}
