import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../local/folder.ts';
import { blocksOf, pages } from '../guide/support/page.ts';

describe.each(pages)('$name', ({ name, text, blocks }) => {
  test('commands are in blocks of the language sh, which the tests run', () => {
    const others = blocks.filter(({ language }) => /^(bash|shell|console|zsh|)$/.test(language));
    const commands = others.filter((block) =>
      /^\$? *(openstack|aodh|curl|npm|aws|npx) /m.test(block.text),
    );
    expect(commands.map(({ line }) => `${name}:${line}`)).toEqual([]);
    expect(text.match(/^ {4}(openstack|aodh|curl|npm|aws|npx) .*/gm) ?? []).toEqual([]);
  });

  test('a block that is not run says why', () => {
    for (const { notRun } of blocks) expect(notRun ?? 'it is run').toMatch(/\w+ \w+/);
  });

  test('a block that is run leaves nothing to fill in', () => {
    const gaps = blocks
      .filter(({ language, notRun }) => language === 'sh' && notRun === undefined)
      .filter((block) => /<[a-z][a-z _-]*>(?!&)|…/i.test(block.text));
    expect(gaps.map(({ line }) => `${name}:${line}`)).toEqual([]);
  });

  test('its links lead to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link]) => link ?? '');
    expect(links.filter((link) => !existsSync(join(root, dirname(name), link)))).toEqual([]);
  });
});

test('the README lists every page', () => {
  const [readme] = pages;
  for (const { name } of pages.slice(1)) expect(readme?.text).toContain(`](${name})`);
});

test('a comment marks the block below it, or all blocks of its page', () => {
  const block = '```sh\ntrue\n```\n';
  expect(blocksOf(`<!-- not run: no AWS here -->\n\n${block}text\n${block}`)).toMatchObject([
    { language: 'sh', text: 'true\n', line: 3, notRun: 'no AWS here' },
    { text: 'true\n', line: 7 },
  ]);
  const [first, second] = blocksOf(
    `<!-- no block of this page is run: AWS -->\n${block}\n   ${block.replaceAll('\n', '\n   ').trimEnd()}\n`,
  );
  expect([first?.notRun, second?.notRun, second?.text]).toEqual(['AWS', 'AWS', 'true\n']);
});
