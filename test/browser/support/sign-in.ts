import type { Page } from 'playwright-core';
import { password } from '../../../local/local-settings.ts';
import { type Session, logIn } from '../../../local/session.ts';
import { localStack } from '../../support/local-stack.ts';
import { newcomer } from '../../support/newcomer.ts';

let admin: Promise<Session> | undefined;

/** A new user, with a new project of the same name, that no other test sees. */
export async function newUser() {
  admin ??= logIn(localStack.url, 'admin');
  return newcomer(await admin);
}

/** Signs in on the page that is open, or on the overview. */
export async function signIn(page: Page, user: string, secret = password): Promise<void> {
  if (page.url() === 'about:blank') await page.goto('/console');
  await page.getByLabel('User name').fill(user);
  await page.getByRole('textbox', { name: 'Password' }).fill(secret);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Signs in, and waits until the console is there. */
export async function enter(page: Page, user: string, path = '/console'): Promise<void> {
  await page.goto(path);
  await signIn(page, user);
  await page.getByRole('button', { name: `User ${user}` }).waitFor();
}
