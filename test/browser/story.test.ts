import { describe, expect, test } from 'vitest';
import { hasBrowser } from '../../local/browser.ts';
import { failingReceiver } from '../../local/screenshots/failing-receiver.ts';
import { tellStory } from '../../local/screenshots/story.ts';
import { createFunction, notification, publish } from '../support/deployed.ts';
import { person, useBrowser } from './support/browser.ts';
import { enter, newUser } from './support/sign-in.ts';
import { settled } from './support/settled.ts';

const type = 'compute.instance.create';

describe.runIf(hasBrowser())('by mouse alone', () => {
  useBrowser();

  test('a new user gets from no function to an execution that an event caused', async () => {
    const user = await newUser();
    const { page, problems } = await person();
    const step = async (name: string) => {
      await page.getByRole('link', { name: 'Overview', exact: true }).click();
      await page.getByRole('heading', { name: 'First steps' }).waitFor();
      await page.getByRole('link', { name }).click();
    };
    await enter(page, user.name);
    await step('Make a function');
    await page.getByRole('button', { name: 'Create function' }).click();
    await page.getByRole('tab', { name: 'Code' }).waitFor();

    await step('Make a webhook');
    const dialog = page.getByRole('dialog', { name: 'Create a webhook' });
    await dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });

    await step('Make an alarm');
    await page.getByRole('heading', { name: 'New alarm', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: 'my-first-alarm', level: 1 }).waitFor();

    await step('Send an event');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('heading', { name: type, level: 1 }).waitFor();
    const what = page.getByRole('heading', { name: 'What followed' });
    await what.waitFor();
    const execution = page.locator('a[href*="/console/executions/"]').first();
    await execution.waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Zoom to Alarm my-first-alarm' }).first().click();
    await page.getByText(/in all, of which .+ are shown/).waitFor();
    await page.getByRole('button', { name: 'Show the whole time' }).click();
    await execution.click();
    await page.getByText('success').first().waitFor();
    await page.getByText(/Hello/).first().waitFor();
    expect(new URL(page.url()).pathname).toContain('/console/executions/');

    await page.getByRole('link', { name: 'Events', exact: true }).click();
    const row = page.getByRole('row', { name: new RegExp(type) });
    await row.getByText('fired').waitFor();
    expect(await row.getByRole('link', { name: 'my-first-alarm' }).count()).toBe(1);
    expect(problems.all).toEqual([]);
  });

  test('code is edited, saved and run beside its result', async () => {
    const user = await newUser();
    const id = await createFunction(user.own, "def main(**kwargs):\n    return 'before'\n");
    const { page, problems } = await person();
    await enter(page, user.name, `/console/functions/${id}`);
    const editor = page.getByRole('textbox', { name: 'Code of main.py' });
    await editor.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type("def main(**kwargs):\nprint('ran in the console')\nreturn 'after'\n");
    await page.getByRole('button', { name: 'Save and run' }).click();
    await page.getByText('after').last().waitFor();
    await page.getByRole('status').filter({ hasText: 'success' }).waitFor({ timeout: 60_000 });
    await page.getByText('ran in the console').last().waitFor();
    await page.reload();
    await editor.waitFor();
    expect(await editor.innerText()).toContain("return 'after'");
    expect(problems.all).toEqual([]);
  });

  test('a delivery that failed is sent again, and arrives', async () => {
    const [user, receiver] = [await newUser(), await failingReceiver()];
    const { failedDeliveryId } = await tellStory(user.own, receiver.url);
    const { page, problems } = await person();
    await enter(page, user.name, `/console/deliveries/${failedDeliveryId}`);
    await settled(page);
    await page.getByText('503').first().waitFor();
    receiver.mend();
    await page.getByRole('button', { name: 'Deliver again' }).click({ timeout: 120_000 });
    await page.getByText('delivered', { exact: true }).first().waitFor({ timeout: 60_000 });
    await receiver.stop();
    expect(problems.all).toEqual([]);
  });

  test('the editor says why an event would not fire, and how often the alarm would have', async () => {
    const [user, receiver] = [await newUser(), await failingReceiver()];
    const { nearMissId } = await tellStory(user.own, receiver.url);
    await receiver.stop();
    const { page, problems } = await person();
    await enter(page, user.name, `/console/events/${nearMissId}`);
    await page.getByRole('heading', { name: 'Why, and why not' }).waitFor();
    await page.getByText('large-instance').first().waitFor();
    await page.getByText('8192').first().waitFor();

    await page.goto('/console/alarms');
    await page.getByRole('link', { name: 'large-instance' }).click();
    await page.getByRole('heading', { name: 'large-instance', level: 1 }).waitFor();
    await page.goto(`${page.url().split('?')[0]}/edit`);
    const last = page.getByRole('list', { name: 'The last events' });
    await last.getByText('compute.instance.create.start').first().waitFor();
    await page.getByText(/Narrow misses: [1-9]/).waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page
      .getByText(/would have fired|Would have fired|firings/i)
      .first()
      .waitFor({ timeout: 60_000 });
    expect(problems.all).toEqual([]);
  });
});

describe.runIf(hasBrowser())('live', () => {
  useBrowser();

  test('a new event is in the list within 5 s while events come, and 12 s after a quiet spell', async () => {
    const user = await newUser();
    const { page, problems } = await person();
    await enter(page, user.name, '/console/events');
    await page.getByRole('table', { name: 'Events' }).waitFor();
    await page.waitForTimeout(15_000);
    const seconds: number[] = [];
    for (let number = 0; number < 12; number += 1) {
      const sent = Date.now();
      // oxlint-disable-next-line no-await-in-loop -- each is measured
      await publish(user.own, notification(user.own, `live.${number}.`, crypto.randomUUID()));
      // oxlint-disable-next-line no-await-in-loop -- as above
      await page.getByRole('link', { name: `live.${number}.` }).waitFor();
      seconds.push((Date.now() - sent) / 1000);
    }
    const [afterQuiet = 0, ...others] = seconds;
    expect(afterQuiet).toBeLessThan(12);
    expect(Math.max(...others)).toBeLessThan(5);
    expect(problems.all).toEqual([]);
  });
});
