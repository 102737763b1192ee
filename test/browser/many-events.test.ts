import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { hasBrowser } from '../../local/browser.ts';
import { person, useBrowser } from './support/browser.ts';
import { longestTask } from './support/main-thread.ts';
import { enter, newUser } from './support/sign-in.ts';

const stored = 10_000;
const perSecond = 50;
const seconds = 20;
const longestMilliseconds = 200;
const loaded = /^1 to 50 of 10,?000 loaded$/;

const event = (number: number) => ({
  message_id: randomUUID(),
  acceptance_id: randomUUID(),
  event_type: `compute.instance.update.${number % 40}`,
  accepted_at: new Date(Date.now() - (stored - number)).toISOString(),
  generated: new Date().toISOString(),
  traits: Object.fromEntries(
    Array.from({ length: 20 }, (_, trait) => [`trait_${trait}`, `value ${number} ${trait}`]),
  ),
  replay_of: null,
  hits:
    number % 3 === 0
      ? [{ alarm_id: randomUUID(), alarm_name: 'many', outcome: 'fired', firing_id: randomUUID() }]
      : [],
});

/** Answers in place of the API, which would take minutes to store as many. */
async function answerWithMany(page: Page) {
  let made = stored;
  let asked = Date.now();
  const items = Array.from({ length: stored }, (_, index) => event(stored - index));
  await page.route(/\/taibai\/v1\/events(\?|$)/, (call) =>
    call.fulfill({ json: { items, next: null, complete: true } }),
  );
  await page.route('**/taibai/v1/activity*', (call) => {
    const count = Math.round(((Date.now() - asked) / 1000) * perSecond);
    asked = Date.now();
    const news = Array.from({ length: count }, () => {
      made += 1;
      return { kind: 'event', at: new Date().toISOString(), id: randomUUID(), ...event(made) };
    });
    return call.fulfill({ json: { items: news, next: String(made), complete: true } });
  });
  return () => made - stored;
}

describe.runIf(hasBrowser())('with 10,000 events in the list', () => {
  useBrowser();

  test('50 a second arrive, and no task of the main thread is longer than 200 ms', async () => {
    const user = await newUser();
    const { page, problems } = await person();
    await enter(page, user.name, '/console/account');
    const came = await answerWithMany(page);
    await page.getByRole('link', { name: 'Events', exact: true }).click();
    await page.getByRole('table', { name: 'Events' }).waitFor();
    await page.getByText(loaded).waitFor();
    const longest = await longestTask(page, async () => {
      await page.waitForTimeout(seconds * 1_000);
    });
    expect(await page.getByText(loaded).count()).toBe(1);
    expect(came()).toBeGreaterThan(seconds * perSecond * 0.5);
    expect(longest).toBeLessThan(longestMilliseconds);
    expect(problems.all).toEqual([]);
  });
});
