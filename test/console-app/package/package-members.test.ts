import { zipSync, strToU8 } from 'fflate';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileOfEntry, likelyEntry } from '../../../console/src/package/entry.ts';
import {
  fileOf,
  readPackage,
  textFile,
  withFile,
  withoutFile,
  writePackage,
} from '../../../console/src/package/package-members.ts';
import { checkPackage } from '../../../functions/engine/core/packages/check-package.ts';

const path = fc.stringMatching(/^[a-z]{1,6}(\/[a-z]{1,6}){0,2}\.py$/);
const files = fc
  .uniqueArray(fc.tuple(path, fc.uint8Array({ maxLength: 200 })), {
    minLength: 1,
    maxLength: 8,
    selector: ([name]) => name,
  })
  .map((pairs) => pairs.map(([name, bytes]) => fileOf(name, bytes)))
  .map((all) => all.reduce(withFile, all.slice(0, 0)));

describe('a package', () => {
  it('has the same files when it is written and read again, and Taibai accepts it', () => {
    fc.assert(
      fc.property(files, (before) => {
        const zip = writePackage(before);
        expect(readPackage(zip)).toEqual({ kind: 'files', files: before });
        expect(() => checkPackage(zip)).not.toThrow();
      }),
    );
  });

  it('keeps what may be executed executable', () => {
    const tool = fileOf('bin/tool', strToU8('#!/bin/sh\n'), 0o100_755);
    const read = readPackage(writePackage([tool]));
    expect(read).toMatchObject({ files: [{ path: 'bin/tool', mode: 0o100_755 }] });
  });

  it('shows as text only what is text', () => {
    const zip = zipSync({
      'a.py': strToU8('print("ü")\n'),
      'b.bin': new Uint8Array([0xff, 0xfe]),
      'c.bin': new Uint8Array([97, 0]),
      'folder/': new Uint8Array(),
    });
    const read = readPackage(zip);
    expect(read.kind === 'files' && read.files.map((file) => [file.path, file.text])).toEqual([
      ['a.py', 'print("ü")\n'],
      ['b.bin', undefined],
      ['c.bin', undefined],
    ]);
  });

  it('that is no zip, or unpacks to too much, cannot be read', () => {
    expect(readPackage(strToU8('no zip')).kind).toBe('unreadable');
    const large = zipSync({ 'zeros.bin': new Uint8Array(25 * 1024 * 1024) });
    expect(large.length).toBeLessThan(100_000);
    expect(readPackage(large).kind).toBe('unreadable');
  });

  it('has each path once', () => {
    const before = [textFile('a.py', '1'), textFile('b.py', '2')];
    expect(withFile(before, textFile('a.py', '3')).map(({ text }) => text)).toEqual(['3', '2']);
    expect(withoutFile(before, 'a.py').map((file) => file.path)).toEqual(['b.py']);
  });
});

describe('the entry of a package', () => {
  const main = textFile('pkg/work.py', 'async def main(x):\n    pass\n');
  const handler = textFile('hook.py', 'def handler():\n    pass\n');

  it('is probably a main, else a handler', () => {
    expect(likelyEntry([handler, main])).toBe('pkg.work.main');
    expect(likelyEntry([handler])).toBe('hook.handler');
    expect(likelyEntry([textFile('a.py', '# def main(')])).toBeUndefined();
  });

  it('names a file', () => {
    const init = textFile('tools/__init__.py', '');
    expect(fileOfEntry([main, init], 'pkg.work.main')).toBe('pkg/work.py');
    expect(fileOfEntry([main, init], 'tools.run')).toBe('tools/__init__.py');
    expect(fileOfEntry([main], null)).toBeUndefined();
  });
});
