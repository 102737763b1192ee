import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { password } from '../local-settings.ts';
import { screens } from './screens.ts';
import type { Story } from './story.ts';

export interface Pictures {
  readonly url: string;
  readonly folder: string;
  readonly story: Story;
  readonly width: 390 | 1280;
  readonly dark: boolean;
}

/** Takes a picture of every screen: `<name>-<width>-<light|dark>.png`. */
export async function takePictures(browser: Browser, options: Pictures): Promise<void> {
  const { url, width, dark, story } = options;
  for (const user of ['demo', 'admin'] as const) {
    /* oxlint-disable no-await-in-loop -- one page after another, as the machine has few cores */
    const context = await browser.newContext({
      baseURL: url,
      viewport: { width, height: width === 390 ? 844 : 800 },
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'UTC',
    });
    const page = await context.newPage();
    await page.goto('/console');
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    if (user === 'demo') await take(page, 'sign-in', options);
    await signIn(page, user);
    for (const screen of screens) {
      const path = screen.path(story);
      if (path === undefined || (screen.admin === true) !== (user === 'admin')) continue;
      await page.goto(`/console${path}`);
      if (screen.dialog) await page.getByRole('dialog', { name: screen.dialog }).waitFor();
      await take(page, screen.name, options);
    }
    if (user === 'demo') {
      await page.goto('/docs');
      await take(page, 'docs', options);
    }
    await context.close();
    /* oxlint-enable no-await-in-loop */
  }
}

async function signIn(page: Page, user: string): Promise<void> {
  await page.getByLabel('User name').fill(user);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: `User ${user}` }).waitFor();
}

async function take(page: Page, name: string, { folder, width, dark }: Pictures): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => {});
  // What came last is drawn.
  await page.waitForTimeout(300);
  const file = `${name}-${width}-${dark ? 'dark' : 'light'}.png`;
  await page.screenshot({ path: join(folder, file) });
}
