import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../../local/browser.ts';
import { ask, until } from '../../local/api.ts';
import type { Session } from '../../local/session.ts';
import { person, useBrowser } from './support/browser.ts';
import { enter, newUser } from './support/sign-in.ts';
import { settled } from './support/settled.ts';

const markup = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>';
const address = 'javascript:window.ran=1';
/** Would be drawn from right to left, and would end the line, if they were shown as they are. */
const turned = 'invoice\u{202e}gpj.exe\u{2066}\u{0007}\u{0000}end';
const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

type Trait = readonly [name: string, type: number, value: string];
interface Hostile {
  readonly what: string;
  readonly type: string;
  readonly traits: readonly Trait[];
  /** As text, because JavaScript would not write `__proto__`. */
  readonly raw: string;
  /** What a reader must see of it. */
  readonly visible: string;
}

const wide = Object.fromEntries(Array.from({ length: 4_000 }, (_, i) => [`key-${i}`, i]));
const hostile: readonly Hostile[] = [
  {
    what: 'markup',
    type: `shop${markup}`,
    traits: [
      ['note', 1, markup],
      [markup, 1, 'x'],
    ],
    raw: JSON.stringify({ [markup]: markup }),
    visible: markup,
  },
  {
    what: 'the address of a script',
    type: 'shop.link',
    traits: [['url', 1, address]],
    raw: JSON.stringify({ url: address }),
    visible: address,
  },
  {
    what: 'bidi and control characters',
    type: `shop.${turned}`,
    traits: [['file', 1, turned]],
    raw: JSON.stringify({ file: turned }),
    visible: 'gpj.exe',
  },
  {
    what: '64 kB of JSON',
    type: 'shop.large',
    traits: [['size', 1, 'large']],
    raw: JSON.stringify({ text: 'x'.repeat(64_000) }),
    visible: 'shop.large',
  },
  {
    what: '4,000 keys',
    type: 'shop.wide',
    traits: [],
    raw: JSON.stringify(wide),
    visible: 'shop.wide',
  },
  {
    what: '90 levels',
    type: 'shop.deep',
    traits: [],
    raw: `{"deep":${deep(90)}}`,
    visible: 'shop.deep',
  },
  {
    what: 'names of prototypes',
    type: 'shop.__proto__',
    traits: [
      ['__proto__', 1, 'a'],
      ['constructor', 1, 'b'],
    ],
    raw: '{"__proto__":{"ran":1},"constructor":"c"}',
    visible: 'constructor',
  },
];
/** Characters that turn or break a line. */
const unseen = /[\u{202a}-\u{202e}\u{2066}-\u{2069}]/u;

describe.runIf(hasBrowser())('an event with', () => {
  useBrowser();
  let user: Awaited<ReturnType<typeof newUser>>;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    user = await newUser();
    await makeAlarm(user.own);
    for (const { what, ...event } of hostile) {
      const id = randomUUID();
      ids.set(what, id);
      // oxlint-disable-next-line no-await-in-loop -- one after another, as they are listed
      await send(user.own, { id, ...event });
    }
    await until(60, async () => {
      const found = await Promise.all(
        [...ids.values()].map((id) =>
          ask(user.own, 'GET', `/events/v2/events/${id}`).catch(() => undefined),
        ),
      );
      return found.every(Boolean) || undefined;
    });
  });

  test.for(hostile)('$what is shown and never run', async ({ what, visible }) => {
    const { page, problems } = await person();
    await enter(page, user.name, `/console/events/${ids.get(what)}`);
    await settled(page);
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    for (const each of await page.getByRole('button', { name: /expand|all/i }).all())
      if (await each.isVisible()) await each.click();
    const text = await page.locator('body').innerText();
    expect(text).not.toMatch(unseen);
    expect(text).toContain(visible);
    expect(await page.locator('a[href^="javascript:" i]').count()).toBe(0);
    expect(await page.evaluate('window.ran ?? "never"')).toBe('never');
    expect(problems.all).toEqual([]);
  });

  test('all of that is listed, and what it hit is named', async () => {
    const { page, problems } = await person();
    await enter(page, user.name, '/console/events');
    await page.getByText('shop.deep').first().waitFor();
    const text = await page.locator('body').innerText();
    expect(text).toContain(markup);
    expect(text).not.toMatch(unseen);
    await page.goto('/console/alarms');
    await page.getByText(markup).first().waitFor();
    expect(await page.evaluate('window.ran ?? "never"')).toBe('never');
    expect(problems.all).toEqual([]);
  });
});

/** An alarm whose name is hostile, too, and that takes every event of the shop. */
const makeAlarm = (session: Session) =>
  ask(session, 'POST', '/alarming/v2/alarms', {
    name: `${markup}\u{202e}`,
    description: markup,
    type: 'event',
    repeat_actions: true,
    event_rule: { event_type: 'shop*' },
  });

type Sent = Pick<Hostile, 'type' | 'traits' | 'raw'> & { readonly id: string };

async function send({ url, token, projectId }: Session, { id, type, traits, raw }: Sent) {
  const event = JSON.stringify({
    message_id: id,
    event_type: type,
    generated: new Date().toISOString().slice(0, 23),
    traits: [['project_id', 1, projectId], ...traits],
  });
  const answer = await fetch(`${url}/events`, {
    method: 'POST',
    headers: { 'x-auth-token': token, 'content-type': 'application/json' },
    body: `${event.slice(0, -1)},"raw":${raw}}`,
  });
  expect([answer.status, await answer.text()]).toEqual([202, expect.any(String)]);
}
