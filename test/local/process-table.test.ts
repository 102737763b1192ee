import { expect, test } from 'vitest';
import { processesOf } from '../../local/process-table.ts';

const row = (pid: number, parent: number, group: number, command = 'anything') => ({
  pid,
  parent,
  group,
  command,
});
const folder = '/taibai/.local/run/up/';

test('a process belongs to a folder by its command line, its parent or its group', () => {
  const table = [
    row(1, 0, 1, 'init'),
    row(10, 1, 10, `emulator ${folder}tmp`),
    row(11, 10, 10),
    row(12, 11, 12, 'a session of its own'),
    row(13, 1, 10, 'adopted by init'),
    row(20, 1, 20, `user code ${folder}tmp/code`),
    row(21, 1, 20, 'what the user code started'),
    row(30, 1, 30, 'emulator /taibai/.local/run/up2/tmp'),
    row(31, 30, 30),
  ];
  expect(new Set(processesOf(folder, table))).toEqual(new Set([10, 11, 12, 13, 20, 21]));
});

test('a process that only shares a group with a member that does not lead it does not belong', () => {
  const table = [row(40, 1, 40, 'shell'), row(41, 40, 40, `tail ${folder}log`), row(42, 40, 40)];
  expect(processesOf(folder, table)).toEqual([41]);
});

test('this process and its ancestors do not belong', () => {
  const table = [
    row(50, 1, 50, `npm ${folder}`),
    row(process.pid, 50, 50, `node ${folder}`),
    row(51, 1, 51, `emulator ${folder}`),
  ];
  expect(processesOf(folder, table)).toEqual([51]);
});
