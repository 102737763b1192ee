import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { startBrowser } from '../../../local/browser.ts';
import { localStack } from '../../support/local-stack.ts';
import { Problems } from './problems.ts';

let browser: Browser | undefined;

/** For all tests of a file: it starts the browser and closes it. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser ??= await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    browser = undefined;
  });
}

export interface View {
  readonly width?: 390 | 1280;
  readonly dark?: boolean;
  /** Instead of that of the local stack. */
  readonly baseUrl?: string;
}

/** Somebody at a browser of their own: with cookies that nobody else has. */
export interface Person {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What must not happen on any page: violations of the policy, errors of scripts, requests to others. */
  readonly problems: Problems;
}

/** Opens a browser window, and closes it when the test ends. */
export async function person(view: View = {}): Promise<Person> {
  const opened = await openWindow(view);
  onTestFinished(async () => {
    await opened.context.close();
  });
  return opened;
}

/** Like `person`, but the caller closes the context. */
export async function openWindow({
  width = 1280,
  dark = false,
  baseUrl = localStack.url,
}: View): Promise<Person> {
  if (browser === undefined) throw new Error('call `useBrowser` first');
  const context = await browser.newContext({
    baseURL: baseUrl,
    viewport: { width, height: width === 390 ? 844 : 800 },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  context.setDefaultTimeout(15_000);
  const problems = await Problems.of(context, baseUrl);
  return { context, page: await context.newPage(), problems };
}
