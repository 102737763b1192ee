import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { waitForStoredEvent } from '../../local/guide/wait-for-event.ts';
import { eventText } from '../events/support/log-world.ts';
import {
  commandEvents,
  pankoCommands,
  pankoTable,
  wrongIn,
} from '../events/support/panko-commands.ts';
import { type As, guestOf, request, runClient, session } from '../support/local-stack.ts';
import { commandsOfClient } from './support/command-record.ts';

const owner: As = { user: guestOf.eventCommands };
const run = randomUUID().slice(0, 8);
const ids = [1, 2, 3].map((number) => `${run}-${number}`);
const filled = (text: string): string =>
  text.replaceAll(/\$([123])/g, (_, number: string) => ids[Number(number) - 1] ?? '');

/** Stores the events, and waits until they are listed. */
beforeAll(async () => {
  const own = await session(owner);
  for (const event of commandEvents(ids, own.projectId)) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const { status } = await request(own, 'POST', '/events', eventText(event));
    if (status !== 202) throw new Error(`the event was answered with ${status}`);
  }
  await Promise.all(ids.map((id) => waitForStoredEvent(own, id)));
});

test.each(pankoCommands)('$program $command', async (command) => {
  const words = filled(command.command).split(' ');
  const ended = await runClient([command.program, ...words], owner);
  expect(wrongIn(command, filled, ended)).toEqual([]);
});

test('every command of `openstack event` is in the table', async () => {
  const { stdout } = await runClient(['openstack', 'help', 'event'], owner);
  const offered = new Set(
    [...stdout.matchAll(/^ {2}(event [\w -]*)$/gm)].map(([, name]) => name?.trim()),
  );
  for (const own of commandsOfClient('5.1.1', 'taibai')) offered.delete(own);
  expect(offered.size).toBeGreaterThan(4);
  const untried = [...offered].filter(
    (name) => !pankoCommands.some(({ command }) => command.startsWith(name ?? '')),
  );
  expect(untried).toEqual([]);
});

test('the table is documented', () => {
  const file = new URL('../../docs/compatibility/events.md', import.meta.url);
  if (process.env['TAIBAI_WRITE_DOCS']) writeFileSync(file, pankoTable());
  expect(unpadded(readFileSync(file, 'utf8'))).toBe(unpadded(pankoTable()));
});

/** Undoes the formatter's padding of table cells. */
const unpadded = (text: string): string =>
  text.replaceAll(/ {2,}/g, ' ').replaceAll(/-{3,}/g, '---');
