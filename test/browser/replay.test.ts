import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ask, until } from '../../local/api.ts';
import { hasBrowser } from '../../local/browser.ts';
import { createAlarm, notification, publish } from '../support/deployed.ts';
import { barriers } from './support/accessibility.ts';
import { person, useBrowser } from './support/browser.ts';
import { enter, newUser } from './support/sign-in.ts';

const stored = z.array(z.object({ message_id: z.string() }));

describe.runIf(hasBrowser())('stored events', () => {
  useBrowser();

  test('of the list’s filter are replayed to an alarm, after a trial that does nothing', async () => {
    const user = await newUser();
    // oxlint-disable-next-line no-await-in-loop -- as they happen
    for (const type of ['shop.order', 'shop.order', 'shop.other'])
      await publish(user.own, notification(user.own, type, crypto.randomUUID()));
    await until(30, async () => {
      const text = await ask(user.own, 'GET', '/events/v2/events');
      return stored.parse(JSON.parse(text)).length === 3 || undefined;
    });
    const alarmId = await createAlarm(user.own, {
      name: 'late',
      repeat_actions: true,
      event_rule: { event_type: 'shop.order' },
    });
    const { page, problems } = await person();
    await enter(page, user.name, '/console/events?type=shop.order');
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Replay events' });
    await dialog.getByRole('button', { name: 'Alarm Choose an alarm' }).click();
    await page.getByRole('option', { name: /late/ }).click();
    await dialog.getByRole('button', { name: 'What would happen?' }).click();
    await dialog.getByText('2 events would cause 2 firings').waitFor();
    await dialog.getByText(/--real --confirm 2$/).waitFor();
    expect(await barriers(page)).toEqual([]);
    const stateNow = async () =>
      z
        .object({ state: z.string() })
        .parse(JSON.parse(await ask(user.own, 'GET', `/alarming/v2/alarms/${alarmId}`))).state;
    expect(await stateNow()).toBe('insufficient data');

    await dialog.getByRole('button', { name: 'Replay 2 events' }).click();
    const progress = page.getByRole('dialog', { name: /^Replay [0-9a-f]{8}/ });
    await progress.getByText('Done: 2 sent').waitFor({ timeout: 60_000 });
    expect(await barriers(page)).toEqual([]);
    await until(30, async () => ((await stateNow()) === 'alarm' ? true : undefined));
    await progress.getByRole('button', { name: 'Close' }).last().click();
    expect(new URL(page.url()).searchParams.has('replay')).toBe(false);
    expect(problems.all).toEqual([]);
  });
});
