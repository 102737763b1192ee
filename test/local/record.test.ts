import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../local/folder.ts';
import { excerpt } from '../../local/record/excerpt.ts';
import { fold } from '../../local/record/fold.ts';
import { drawGuide } from '../../local/record/picture.ts';
import { svg } from '../../local/record/svg.ts';
import { stepsOf } from '../../local/record/transcript.ts';

const image = (name: string) => readFileSync(join(root, 'docs', 'images', name), 'utf8');

test('the picture in the README is drawn from the transcript beside it', () => {
  expect(image('guide.svg')).toBe(drawGuide(image('guide.txt')));
});

const steps = stepsOf('$ one\na\n# Second\n$ two --flag\nb\nc\n\nd\n');

test('a transcript is its commands, each with its heading and what it printed', () => {
  expect(steps).toEqual([
    { heading: '', command: 'one', output: ['a'] },
    { heading: '# Second', command: 'two --flag', output: ['b', 'c', '', 'd', ''] },
  ]);
});

test('lines that are left out of an excerpt are one gap', () => {
  expect(excerpt(steps, [{ command: 'two', lines: [/d/] }])).toEqual([
    { kind: 'heading', text: '# Second' },
    { kind: 'command', text: 'two --flag' },
    { kind: 'gap', text: '' },
    { kind: 'output', text: 'd' },
  ]);
});

test.each([
  ['a command', { command: 'three', lines: [] }],
  ['a line', { command: 'two', lines: [/e/] }],
])('an excerpt of %s that the transcript does not have is an error', (_, shot) => {
  expect(() => excerpt(steps, [shot])).toThrow(/three|two/);
});

test.each([
  ['output', '0123456789abc', ['0123456789', 'abc']],
  ['output', '| n | a value |', ['| n | a v…']],
  ['output', '| n | v              |', ['| n | v']],
  ['command', 'list -f yaml --all', ['$ list \\', '    -f yaml \\', '    --all']],
] as const)('%s wider than the columns is folded: %s', (kind, text, rows) => {
  expect(fold({ kind, text }, kind === 'command' ? 13 : 10).map((line) => line.text)).toEqual(rows);
});

test('text is drawn as text, whatever it contains', () => {
  const lines = [{ kind: 'output', text: '<id=1> & "ok"' }] as const;
  const drawing = svg({ title: 'a < b', lines, columns: 80, marks: /"ok"/ });
  expect(drawing).toContain('&lt;id=1&gt; &amp; <tspan class="mark">"ok"</tspan></text>');
  expect(drawing).toContain('<title>a &lt; b</title>');
});
