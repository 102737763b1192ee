import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findInstalled } from '../../local/prepare/rabbitmq/installed.mjs';

const folder = mkdtempSync(join(tmpdir(), 'installed-'));
const home = join(folder, 'rabbitmq_server-4.0.0');
const bin = join(folder, 'bin');
for (const path of [bin, join(home, 'sbin'), join(home, 'plugins')])
  mkdirSync(path, { recursive: true });
for (const program of [join(bin, 'erl'), join(bin, 'epmd'), join(home, 'sbin', 'rabbitmq-server')])
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
symlinkSync(join(home, 'sbin', 'rabbitmq-server'), join(bin, 'rabbitmq-server'));
afterAll(() => rmSync(folder, { recursive: true }));

test('without apt, the RabbitMQ and the Erlang of the machine are found through links', () => {
  expect(findInstalled({ PATH: bin }, [])).toEqual({
    server: home,
    erlang: bin,
    mapper: join(bin, 'epmd'),
  });
});

test('a machine without them has none', () => {
  expect(findInstalled({ PATH: join(folder, 'nothing') }, [])).toBeUndefined();
});
