import type { Page } from 'playwright-core';

/** Waits until a screen has what it asked for: nothing is loading, and no request is under way. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForLoadState('networkidle');
  await page
    .getByText(/^Loading/)
    .first()
    .waitFor({ state: 'hidden' });
}
