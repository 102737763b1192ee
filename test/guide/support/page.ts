import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../local/folder.ts';

/** A fenced block of a Markdown page. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** Where it begins, for messages. */
  readonly line: number;
  /** Why it is not run, from a comment above the block (`<!-- not run: … -->`). */
  readonly notRun?: string;
}

export interface Page {
  readonly name: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

const fenced = /^(?<indent> *)```(?<language>\w*)[^\n]*\n(?<text>[\s\S]*?)^\k<indent>```$/gm;
const comment = /<!-- (?:not run|no block of this page is run): (?<reason>[\s\S]*?) -->/;

/** The fenced blocks of a page, in order. A comment may also stand for all blocks of its page. */
export function blocksOf(page: string): readonly Block[] {
  const ofPage = /<!-- no block of this page is run: [\s\S]*? -->/.exec(page)?.[0];
  return [...page.matchAll(fenced)].map(({ index, groups }) => {
    const above = page.slice(0, index).trimEnd();
    const own = above.endsWith('-->') ? above.slice(above.lastIndexOf('<!--')) : undefined;
    const reason =
      comment.exec(own ?? '')?.groups?.['reason'] ?? comment.exec(ofPage ?? '')?.groups?.['reason'];
    const indent = groups?.['indent'] ?? '';
    return {
      language: groups?.['language'] ?? '',
      text: (groups?.['text'] ?? '').replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      line: page.slice(0, index).split('\n').length,
      ...(reason !== undefined && { notRun: reason.trim() }),
    };
  });
}

/** The README and the pages of `docs/`. */
export const pages: readonly Page[] = ['README.md', ...namesIn('docs')].map((name) => {
  const text = readFileSync(join(root, name), 'utf8');
  return { name, text, blocks: blocksOf(text) };
});

function namesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}
