import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../../../functions/platform/core/fault.ts';
import { checkPackage } from '../../../../functions/engine/core/packages/check-package.ts';
import { claiming, saying, streamedZip, zipOf } from '../../support/zip-parts.ts';

function neverABug(bytes: Uint8Array): boolean {
  try {
    checkPackage(bytes);
    return true;
  } catch (error) {
    return error instanceof Fault;
  }
}

const withMode = (name: string, mode: number) =>
  zipSync({
    'main.py': strToU8('x = 1\n'),
    [name]: [strToU8('b'), { os: 3, attrs: (mode << 16) >>> 0 }],
  });

describe('a package', () => {
  test('of modules and folders is accepted', () => {
    expect(() => checkPackage(zipOf('main.py', 'lib/', 'lib/part.py'))).not.toThrow();
  });

  test('that was written as a stream, with sizes after the data, is accepted', () => {
    const { members, isMended } = checkPackage(streamedZip('main.py', 'lib/part.py'));
    expect(isMended).toBe(false);
    expect(members.map(({ name, unpacked }) => [name, unpacked])).toEqual([
      ['main.py', 6],
      ['lib/part.py', 6],
    ]);
  });

  test('with bytes in front is accepted, as in Python; so is one with a comment', () => {
    const zip = zipOf('main.py');
    expect(() => checkPackage(Uint8Array.from([...strToU8('#!/bin/sh\n'), ...zip]))).not.toThrow();
    const commented = saying(zip, 'end', [20, 2], 5);
    expect(() => checkPackage(Uint8Array.from([...commented, ...strToU8('hello')]))).not.toThrow();
  });

  test('that contains another zip as a file is accepted', () => {
    const zip = zipSync({ 'main.py': strToU8('x'), 'data.zip': zipOf('a') }, { level: 0 });
    expect(() => checkPackage(zip)).not.toThrow();
  });

  test.each([
    '../main.py',
    '/etc/passwd',
    'a/../../b.py',
    String.raw`..\b.py`,
    'c:/b.py',
    String.raw`\b.py`,
  ])('with a member %s is refused', (name) => {
    expect(() => checkPackage(zipOf('main.py', name))).toThrow('outside of itself');
  });

  test.each(['main.py\0.txt', '.', './', './/'])('with a member %j is refused', (name) => {
    expect(() => checkPackage(zipOf('main.py', name))).toThrow('without a proper name');
  });

  test('with a symbolic link is refused, and so is a device', () => {
    expect(() => checkPackage(withMode('a', 0o120777))).toThrow('symbolic link: a');
    expect(() => checkPackage(withMode('a', 0o020666))).toThrow('holds what is no file: a');
    expect(() => checkPackage(withMode('a', 0o100644))).not.toThrow();
  });

  test.each([
    'taibai_runtime.py',
    'taibai_runtime/__init__.py',
    './taibai_runtime.so',
    './/taibai_runtime.py',
    String.raw`taibai_runtime\__init__.py`,
  ])('with a member %s, which would hide our own module, is refused', (name) => {
    expect(() => checkPackage(zipOf('main.py', name))).toThrow("Taibai's own");
  });

  test('with a name that only resembles ours is accepted', () => {
    expect(() => checkPackage(zipOf('taibai_runtime_2.py', 'lib/taibai_runtime.py'))).not.toThrow();
  });

  test.each(['./main.py', 'main.py'])('with %s beside main.py is refused', (name) => {
    expect(() => checkPackage(streamedZip('main.py', name))).toThrow('a file twice: main.py');
  });

  test.each([
    ['lib', 'lib/part.py'],
    ['lib/part.py', 'lib'],
    ['lib', 'lib!', 'lib/deep/part.py'],
  ])('with %s and %s, which cannot both be unpacked, is refused', (...names) => {
    expect(() => checkPackage(streamedZip(...names))).toThrow('a file in a file: lib/');
    expect(() => checkPackage(streamedZip('lib/', 'lib/part.py', 'lib.py'))).not.toThrow();
  });

  test('with a longer name than Linux takes is refused', () => {
    const part = 'é'.repeat(127);
    const path = `${'d/'.repeat(510)}m.py`;
    expect(() => checkPackage(zipOf(`${part}a`, path))).not.toThrow();
    expect(() => checkPackage(zipOf(`${part}ab`))).toThrow('too long a name');
    expect(() => checkPackage(zipOf(`d${path}`))).toThrow('too long a name');
  });

  test('without a file is refused', () => {
    expect(() => checkPackage(zipSync({}))).toThrow('holds no file');
    expect(() => checkPackage(zipOf('lib/'))).toThrow('holds no file');
  });

  test('that declares to unpack to more than Lambda takes is refused', () => {
    const most = 250 * 1024 * 1024;
    expect(() => checkPackage(claiming(zipOf('main.py'), most))).not.toThrow();
    expect(() => checkPackage(claiming(zipOf('main.py'), most + 1))).toThrow('unpacked');
  });

  test('of any bytes, or a broken zip, is refused or accepted, without any other error', () => {
    const zip = zipOf('main.py', 'lib/part.py');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(zip.length - 1), (bytes, at) => {
        expect(neverABug(bytes)).toBe(true);
        expect(neverABug(zip.with(at, bytes[0] ?? 0))).toBe(true);
      }),
    );
  });
});

describe('a package that two readers could read differently', () => {
  const zip = zipOf('main.py', 'part.py');
  const invalid = 'Package is not a valid ZIP package.';
  /** Two members of which the second one's directory entry points at the first. */
  const first = saying(zip, 'entry', [42, 4], 0, 'last');
  const renamed = Uint8Array.from(zip);
  renamed.set(strToU8('evil.py'), 30);

  test.each([
    ['has another name in front of a member than in its directory', renamed],
    ['has another method there', saying(zip, 'header', [8, 2], 0)],
    ['has another size there', saying(zip, 'header', [18, 4], 1)],
    ['claims another unpacked size there', saying(zip, 'header', [22, 4], 1)],
    ['has an encrypted member', saying(zip, 'entry', [8, 2], 1)],
    ['has a header that says a member is encrypted', saying(zip, 'header', [6, 2], 1)],
    ['has two names for one member', first],
    [
      'counts fewer members than its directory holds',
      saying(saying(zip, 'end', [8, 2], 1), 'end', [10, 2], 1),
    ],
    [
      'counts more members than its directory holds',
      saying(saying(zip, 'end', [8, 2], 3), 'end', [10, 2], 3),
    ],
    ['counts members on other disks', saying(zip, 'end', [8, 2], 1)],
    ['is one disk of several', saying(zip, 'end', [4, 2], 1)],
    ['has its directory behind its end, as ZIP64 does', saying(zip, 'end', [16, 4], 0xffffffff)],
    ['ends with more than its comment', Uint8Array.from([...zip, 0])],
    ['is cut short', zip.slice(0, -1)],
    [
      'ends twice: its comment is another end',
      Uint8Array.from([...saying(zip, 'end', [20, 2], 22), ...zipSync({})]),
    ],
  ])('%s: refused', (_how, lying) => {
    expect(() => checkPackage(lying)).toThrow(invalid);
  });

  test('has overlapping members: refused', () => {
    const nested = zipSync({ 'a.py': zipOf('b.py'), 'b.py': strToU8('x = 1\n') }, { level: 0 });
    const inner = Buffer.from(nested).indexOf('PK\u0003\u0004', 4);
    const overlapping = saying(Uint8Array.from(nested), 'entry', [42, 4], inner, 'last');
    expect(() => checkPackage(overlapping)).toThrow(invalid);
  });
});
