import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../../local/browser.ts';
import { failingReceiver } from '../../local/screenshots/failing-receiver.ts';
import { type Screen, screens } from '../../local/screenshots/screens.ts';
import { type Story, tellStory } from '../../local/screenshots/story.ts';
import { barriers } from './support/accessibility.ts';
import { openWindow, type Person, useBrowser } from './support/browser.ts';
import { enter, newUser } from './support/sign-in.ts';
import { settled } from './support/settled.ts';

/** Contrast depends on the mode, and what fits on the width: each is seen in both. */
const views = [
  { width: 1280, dark: false },
  { width: 390, dark: true },
] as const;

describe.runIf(hasBrowser())('every screen', () => {
  useBrowser();
  let story: Story;
  const windows = new Map<string, Person>();
  const windowOf = ({ admin = false }: Screen, { width }: (typeof views)[number]) =>
    windows.get(`${admin} ${width}`)!;

  beforeAll(async () => {
    const [member, receiver] = [await newUser(), await failingReceiver()];
    try {
      story = await tellStory(member.own, receiver.url);
    } finally {
      await receiver.stop();
    }
    for (const view of views)
      for (const admin of [false, true]) {
        // oxlint-disable-next-line no-await-in-loop -- one after another is as fast with one browser
        const opened = await openWindow(view);
        windows.set(`${admin} ${view.width}`, opened);
        // oxlint-disable-next-line no-await-in-loop -- as above
        await enter(opened.page, admin ? 'admin' : member.name);
      }
  });
  afterAll(async () => {
    await Promise.all([...windows.values()].map(({ context }) => context.close()));
  });

  const cases = screens.flatMap((screen) =>
    views.map((view) => ({ ...view, screen, name: screen.name })),
  );

  test.for(cases)(
    '$name can be used by everybody on $width pixels (dark: $dark), and keeps the policy',
    async ({ screen, ...view }) => {
      const { page, problems } = windowOf(screen, view);
      const before = problems.all.length;
      const path = screen.path(story);
      expect(path).toBeDefined();
      await page.goto(`/console${path}`);
      await settled(page);
      if (screen.dialog) await page.getByRole('dialog', { name: screen.dialog }).waitFor();
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
      expect(await barriers(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(view.width);
      expect(problems.all.slice(before)).toEqual([]);
    },
  );
});
