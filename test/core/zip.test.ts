import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../functions/core/fault.ts';
import { checkPackage } from '../../functions/core/zip.ts';

const zipOf = (...names: readonly string[]) =>
  zipSync(Object.fromEntries(names.map((name) => [name, strToU8('x = 1\n')])));

function neverABug(bytes: Uint8Array): boolean {
  try {
    checkPackage(bytes);
    return true;
  } catch (error) {
    return error instanceof Fault;
  }
}

describe('a package', () => {
  test('of modules and folders is accepted', () => {
    expect(() => checkPackage(zipOf('main.py', 'lib/', 'lib/part.py'))).not.toThrow();
  });

  test('with bytes before it is accepted, as Python does', () => {
    const zip = zipOf('main.py');
    expect(() => checkPackage(Uint8Array.from([...strToU8('#!/bin/sh\n'), ...zip]))).not.toThrow();
  });

  test.each(['../main.py', '/etc/passwd', 'a/../../b.py', String.raw`..\b.py`, 'c:/b.py'])(
    'with a member %s is refused',
    (name) => {
      expect(() => checkPackage(zipOf('main.py', name))).toThrow('outside of itself');
    },
  );

  test('with a symbolic link is refused', () => {
    const attrs = (0o120777 << 16) >>> 0;
    const zip = zipSync({ 'main.py': strToU8('/etc/passwd'), a: [strToU8('b'), { os: 3, attrs }] });
    expect(() => checkPackage(zip)).toThrow('symbolic link: a');
  });

  test.each(['taibai_runtime.py', 'taibai_runtime/__init__.py', './taibai_runtime.so'])(
    'with a member %s, which would hide our own, is refused',
    (name) => {
      expect(() => checkPackage(zipOf('main.py', name))).toThrow("Taibai's own");
    },
  );

  test('with a name that only resembles ours is accepted', () => {
    expect(() => checkPackage(zipOf('taibai_runtime_2.py', 'lib/taibai_runtime.py'))).not.toThrow();
  });

  test('without a file is refused', () => {
    expect(() => checkPackage(zipSync({}))).toThrow('holds no file');
    expect(() => checkPackage(zipOf('lib/'))).toThrow('holds no file');
  });

  test('that would unpack to more than Lambda takes is refused by what it declares', () => {
    const bomb = zipOf('main.py');
    const directory = Buffer.from(bomb).indexOf('PK\u0001\u0002');
    new DataView(bomb.buffer).setUint32(directory + 24, 0x10000000, true);
    expect(() => checkPackage(bomb)).toThrow('unpacked');
  });

  test('of any bytes, or a broken zip, is refused or accepted, never a bug', () => {
    const zip = zipOf('main.py', 'lib/part.py');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(zip.length - 1), (bytes, at) => {
        expect(neverABug(bytes)).toBe(true);
        expect(neverABug(zip.with(at, bytes[0] ?? 0))).toBe(true);
      }),
    );
  });
});
