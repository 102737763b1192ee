import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { hasBrowser } from '../../local/browser.ts';
import { password } from '../../local/local-settings.ts';
import { createFunction } from '../support/deployed.ts';
import { person, useBrowser } from './support/browser.ts';
import { enter, newUser } from './support/sign-in.ts';

/** More stops than any screen has. */
const mostStops = 120;

async function holdsFocus(page: Page, target: Locator): Promise<boolean> {
  const focus = ':focus';
  const found = target.and(page.locator(focus)).or(target.locator(focus));
  return (await found.count()) > 0;
}

/** Presses Tab until the focus is on the target. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stops = 0; stops < mostStops; stops += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one key after the other
    if (await holdsFocus(page, target)) return;
    // oxlint-disable-next-line no-await-in-loop -- see above
    await page.keyboard.press('Tab');
  }
  throw new Error('the keyboard does not reach it');
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

const heading = (page: Page, name: string) =>
  page.getByRole('heading', { name, level: 1, exact: true });

describe.runIf(hasBrowser())('by keyboard alone', () => {
  useBrowser();

  test('a person signs in, skips to the screen, and signs out', async () => {
    const user = await newUser();
    const { page, problems } = await person();
    await page.goto('/console');
    await tabTo(page, page.getByLabel('User name'));
    await page.keyboard.type(user.name);
    await tabTo(page, page.getByRole('textbox', { name: 'Password' }));
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await heading(page, 'Overview').waitFor();

    await press(page, page.getByRole('link', { name: 'Skip to the screen' }));
    expect(await page.evaluate('document.activeElement.id')).toBe('content');

    await press(page, page.getByRole('button', { name: `User ${user.name}` }));
    const leave = page.getByRole('menuitem', { name: 'Sign out' });
    await leave.waitFor();
    for (let item = 0; item < 10; item += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one key after the other
      if (await holdsFocus(page, leave)) break;
      // oxlint-disable-next-line no-await-in-loop -- see above
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    await page.getByLabel('User name').waitFor();
    expect(problems.all).toEqual([]);
  });

  test('an alarm is made, and an event is sent that it fires on', async () => {
    const user = await newUser();
    const { page, problems } = await person();
    await enter(page, user.name);
    await press(page, page.getByRole('link', { name: 'Alarms', exact: true }).first());
    await heading(page, 'Alarms').waitFor();
    await press(page, page.getByRole('link', { name: 'New alarm' }).first());
    await heading(page, 'New alarm').waitFor();
    await tabTo(page, page.getByRole('textbox', { name: 'Name', exact: true }));
    await page.keyboard.type('by-keyboard');
    await press(page, page.getByRole('button', { name: 'Save', exact: true }));
    await heading(page, 'by-keyboard').waitFor();

    await press(page, page.getByRole('link', { name: 'Events', exact: true }));
    await heading(page, 'Events').waitFor();
    await press(page, page.getByRole('button', { name: 'Send event' }));
    const dialog = page.getByRole('dialog');
    await press(page, dialog.getByRole('button', { name: 'Send', exact: true }));
    await page.getByRole('heading', { name: 'What followed' }).waitFor();
    await page.getByRole('link', { name: 'by-keyboard' }).first().waitFor({ timeout: 30_000 });
    expect(problems.all).toEqual([]);
  });

  test('a replay of events is tried', async () => {
    const user = await newUser();
    const { page, problems } = await person();
    await enter(page, user.name, '/console/events');
    await press(page, page.getByRole('button', { name: 'Replay', exact: true }));
    const dialog = page.getByRole('dialog', { name: 'Replay events' });
    await tabTo(page, dialog.getByRole('radio', { name: 'One alarm' }));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await press(page, dialog.getByRole('button', { name: 'What would happen?' }));
    await dialog.getByText('No event would be sent').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(problems.all).toEqual([]);
  });

  test('a function is run beside its code, and the editor lets the keyboard out', async () => {
    const user = await newUser();
    const id = await createFunction(user.own, "def main(**kwargs):\n    return 'by keyboard'\n");
    const { page, problems } = await person();
    await enter(page, user.name, `/console/functions/${id}`);
    await page.getByRole('textbox', { name: 'Code of main.py' }).click();
    await press(page, page.getByRole('button', { name: 'Run', exact: true }));
    await page.getByText('by keyboard').last().waitFor({ timeout: 60_000 });
    expect(problems.all).toEqual([]);
  });
});
