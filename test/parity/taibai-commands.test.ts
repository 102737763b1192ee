import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type As, clientsOf, freshFolder, guestOf, runClient } from '../support/local-stack.ts';
import { request, session } from '../support/local-stack.ts';

const owner: As = { user: guestOf.taibaiCommands };
const document = new URL('../../docs/compatibility/taibai.md', import.meta.url);

/** A command as it ran, with what it printed. */
interface Shown {
  readonly command: string;
  readonly printed: string;
}

describe('every command of the plugin', { timeout: 600_000 }, () => {
  const folder = freshFolder();
  const messageId = randomUUID();
  const shown: Shown[] = [];
  const ids = new Map<string, string>([[messageId, '{event}']]);

  /** Runs a command and keeps what it printed, as it is but for ids, times and counts of seconds. */
  async function run(command: string): Promise<string> {
    const { code, stdout, stderr } = await runClient(['openstack', ...command.split(' ')], owner);
    const printed = (stdout + (code === 0 ? '' : `${stderr.trim()}\n(status ${code})\n`)).trimEnd();
    shown.push({ command: general(command), printed: general(printed) });
    return stdout;
  }

  /** An id is as long as what stands for it, so that tables keep their shape. */
  const general = (text: string): string =>
    [...ids]
      .reduce((so, [id, name]) => so.replaceAll(id, name.padEnd(id.length, '.')), text)
      .replaceAll(`${folder}/`, '')
      .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '00000000-0000-0000-0000-000000000000')
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?/g, (time) =>
        '2026-11-27T10:00:00.000000'.slice(0, time.length),
      )
      .replaceAll(/"duration": \d+(\.\d+)?/g, '"duration": 0.01');
});
