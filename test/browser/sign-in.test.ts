import { describe, expect, test } from 'vitest';
import { hasBrowser } from '../../local/browser.ts';
import { barriers } from './support/accessibility.ts';
import { person, useBrowser } from './support/browser.ts';
import { enter, newUser, signIn } from './support/sign-in.ts';

describe.runIf(hasBrowser())('a person', () => {
  useBrowser();

  test.for([
    { width: 1280, dark: false },
    { width: 1280, dark: true },
    { width: 390, dark: false },
    { width: 390, dark: true },
  ] as const)('finds the sign-in on $width pixels, dark: $dark', async (view) => {
    const { page, problems } = await person(view);
    await page.goto('/console');
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(view.width);
    expect(problems.all).toEqual([]);
  });

  test('signs in, sees the overview, and signs out', async () => {
    const user = await newUser();
    const { page, context, problems } = await person();
    await enter(page, user.name);
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    const cookies = await context.cookies();
    expect(
      cookies.map(({ name, httpOnly, secure, sameSite }) => [name, httpOnly, secure, sameSite]),
    ).toEqual(
      expect.arrayContaining([
        ['__Host-taibai', true, true, 'Strict'],
        ['__Host-taibai-root', true, true, 'Strict'],
      ]),
    );
    expect(await page.evaluate('document.cookie')).toBe('');
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain(cookies[0]?.value);

    await page.getByRole('button', { name: `User ${user.name}` }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('User name').waitFor();
    expect(await context.cookies()).toEqual([]);
    await page.goto('/console/alarms');
    await page.getByLabel('User name').waitFor();
    expect(problems.all).toEqual([]);
  });

  test('who errs with the password is told so, and nothing typed is lost but the password', async () => {
    const user = await newUser();
    const { page, problems } = await person();
    await signIn(page, user.name, 'wrong');
    await page.getByText('Not signed in').waitFor();
    expect(await page.getByLabel('User name').inputValue()).toBe(user.name);
    await signIn(page, user.name);
    await page.getByRole('button', { name: `User ${user.name}` }).waitFor();
    expect(problems.all).toEqual([]);
  });

  test('comes to the screen that the address names when signed in', async () => {
    const user = await newUser();
    const { page } = await person();
    await enter(page, user.name, '/console/executions');
    await page.getByRole('heading', { name: 'Executions', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/executions');
  });

  test('is told that an address is none, and finds back', async () => {
    const user = await newUser();
    const { page, problems } = await person();
    await enter(page, user.name, '/console/no/such/screen');
    await page.getByRole('heading', { name: 'Nothing is here' }).waitFor();
    await page.getByRole('link', { name: 'To the overview' }).click();
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    expect(problems.all).toEqual([]);
  });
});
