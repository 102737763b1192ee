import { zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ask, until } from '../../local/api.ts';
import { hasBrowser } from '../../local/browser.ts';
import { createAlarm, createFunction, notification, publish } from '../support/deployed.ts';
import { barriers } from './support/accessibility.ts';
import { person, useBrowser } from './support/browser.ts';
import { enter, newUser } from './support/sign-in.ts';
import { settled } from './support/settled.ts';

const source = "def main(**kwargs):\n    return 'before'\n";
const code = (page: Page) => page.getByRole('textbox', { name: 'Code of main.py' });
const zipOf = (text: string, module = 'main') =>
  Buffer.from(zipSync({ [`${module}.py`]: new TextEncoder().encode(text) }));

describe.runIf(hasBrowser())('in the code editor', () => {
  useBrowser();

  test('a selection is typed over, and that can be undone', async () => {
    const user = await newUser();
    const id = await createFunction(user.own, source);
    const { page, problems } = await person();
    await enter(page, user.name, `/console/functions/${id}`);
    const text = async () => (await code(page).innerText()).trim();
    await code(page).click();
    const before = await text();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('print("over")');
    expect(await text()).toBe('print("over")');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.type('(');
    expect(await text()).toBe('(print("over"))');
    while ((await text()) !== before) {
      const now = await text();
      // oxlint-disable-next-line no-await-in-loop -- one key after the other
      await page.keyboard.press('Control+Z');
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect(await text()).not.toBe(now);
    }
    expect(problems.all).toEqual([]);
  });

  test('what is discarded is no longer shown, and a zip takes the place of the code', async () => {
    const user = await newUser();
    const id = await createFunction(user.own, source);
    const { page, problems } = await person();
    await enter(page, user.name, `/console/functions/${id}`);
    await code(page).click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('unsaved');
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.getByText("return 'before'").waitFor();

    await page.getByRole('button', { name: 'Upload a zip' }).click();
    const dialog = page.getByRole('dialog', { name: 'Upload a zip' });
    const choose = (buffer: Buffer) =>
      dialog
        .locator('input[type=file]')
        .setInputFiles({ name: 'package.zip', mimeType: 'application/zip', buffer });
    await choose(Buffer.alloc(4 * 1024 * 1024 + 1));
    await dialog.getByText(/npm run package/).waitFor();
    expect(await dialog.getByRole('button', { name: 'Upload', exact: true }).isDisabled()).toBe(
      true,
    );
    await dialog.getByRole('button', { name: 'Remove the zip' }).click();
    const zip = zipOf("def main(**kwargs):\n    return 'from the zip'\n", 'other');
    await choose(zip);
    await dialog.getByText('--entry other.main').waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Upload', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText("return 'from the zip'").waitFor();

    const begun = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    const stream = await (await begun).createReadStream();
    const bytes = Buffer.concat(await stream.toArray());
    expect(bytes.equals(zip)).toBe(true);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('from the zip').last().waitFor({ timeout: 60_000 });
    expect(problems.all).toEqual([]);
  });
});

describe.runIf(hasBrowser())('by mouse', () => {
  useBrowser();

  test('a webhook is moved to a version, to an alias and back, and keeps its URL', async () => {
    const user = await newUser();
    const functionId = await createFunction(user.own, source);
    await ask(user.own, 'POST', `/v1/functions/${functionId}/versions`, { description: '' });
    await ask(user.own, 'POST', '/v1/aliases', {
      name: 'live',
      function_id: functionId,
      function_version: 1,
    });
    const shape = z.object({ id: z.string(), webhook_url: z.string() });
    const asked = { function_id: functionId, description: 'calls' };
    const { id, webhook_url: url } = shape.parse(
      JSON.parse(await ask(user.own, 'POST', '/v1/webhooks', asked)),
    );
    const { page, problems } = await person();
    await enter(page, user.name, `/console/webhooks/${id}`);
    for (const { option, shows } of [
      { option: 'Version 1', shows: { function_id: functionId, function_version: 1 } },
      { option: 'live', shows: { function_id: null, function_alias: 'live' } },
      { option: functionId, shows: { function_id: functionId, function_alias: null } },
    ]) {
      /* oxlint-disable no-await-in-loop -- one change after the other */
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Change the webhook calls' });
      await dialog.getByRole('button', { name: /^Runs/ }).click();
      await page.getByRole('option', { name: option }).click();
      expect(await barriers(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.waitFor({ state: 'hidden' });
      const now: unknown = JSON.parse(await ask(user.own, 'GET', `/v1/webhooks/${id}`));
      expect(now).toMatchObject({ ...shows, webhook_url: url, description: 'calls' });
      /* oxlint-enable no-await-in-loop */
    }
    expect(problems.all).toEqual([]);
  });

  test('time constraints of an alarm are edited, and a condition takes a value that was seen', async () => {
    const user = await newUser();
    const id = await createAlarm(user.own, { event_rule: { event_type: 'shop.*' } });
    const event = notification(user.own, 'shop.order', crypto.randomUUID());
    await publish(user.own, { ...event, traits: [...event.traits, ['size', 2, 512]] });
    await until(30, async () => {
      const types: unknown = JSON.parse(await ask(user.own, 'GET', '/events/v2/event_types'));
      return Array.isArray(types) && types.includes('shop.order') ? true : undefined;
    });
    const { page, problems } = await person();
    await enter(page, user.name, `/console/alarms/${id}/edit`);
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByRole('combobox', { name: 'Field of condition 1' }).fill('traits.si');
    await page.getByRole('option', { name: 'traits.size' }).click();
    await page.getByRole('combobox', { name: 'Value of condition 1' }).click();
    await page.getByRole('option', { name: /512/ }).click();
    await page.getByText('Would fire: 1 of the last 1').waitFor();

    await page.getByRole('button', { name: 'Add a time constraint' }).click();
    const of = (name: string) =>
      page.getByRole('textbox', { name: `${name} of time constraint 1` });
    await of('Start').fill('99 8 * * *');
    await page
      .getByText(/out of range/)
      .first()
      .waitFor();
    await of('Start').fill('0 22 * * 5');
    await of('Duration').fill('2');
    await page.getByRole('combobox', { name: 'Time zone of time constraint 1' }).fill('Europe/Ber');
    await page.getByRole('option', { name: 'Europe/Berlin' }).click();
    await page.getByText(/begins on Friday at 22:00 in Europe\/Berlin, and lasts 2 h/).waitFor();
    await page
      .getByText(/^Fri \d+ \w+, 22:00 – Sat \d+ \w+, 00:00$/)
      .first()
      .waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('office hours: begins on Friday').waitFor();
    const saved: unknown = JSON.parse(await ask(user.own, 'GET', `/alarming/v2/alarms/${id}`));
    expect(saved).toMatchObject({
      event_rule: { query: [{ field: 'traits.size', op: 'eq', type: 'integer', value: '512' }] },
      time_constraints: [{ start: '0 22 * * 5', duration: 7_200, timezone: 'Europe/Berlin' }],
    });
    expect(problems.all).toEqual([]);
  });

  test('metrics are found by their name', async () => {
    const user = await newUser();
    const resource = { id: 'web-1', metrics: { 'disk.usage': { archive_policy_name: 'low' } } };
    await ask(user.own, 'POST', '/metric/v1/resource/generic', resource);
    const { page, problems } = await person();
    await enter(page, user.name, '/console/measures');
    await page.getByRole('combobox', { name: 'Metric' }).fill('disk');
    await page.getByRole('option', { name: 'disk.usage' }).click();
    await page.getByRole('row', { name: /disk\.usage.*web-1/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('metric')).toBe('disk.usage');
    await settled(page);
    expect(await barriers(page)).toEqual([]);
    await page.goto('/console/measures?metric=404');
    await page.getByText('No metric has exactly this name').waitFor();
    expect(problems.all).toEqual([]);
  });
});
