import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { checkContents } from '../../../../functions/engine/app/packages/package-contents.ts';
import { checkPackage } from '../../../../functions/engine/core/packages/check-package.ts';
import { claiming, saying, streamedZip } from '../../support/zip-parts.ts';

const check = async (zip: Uint8Array) => checkContents(checkPackage(zip).members);
const invalid = 'Package is not a valid ZIP package.';
const aZip = (text: Uint8Array = strToU8('x = 1\n'), level: 0 | 6 = 6) =>
  Uint8Array.from(zipSync({ 'main.py': text }, { level }));

describe('the contents of a package', () => {
  test.each([0, 6] as const)('are as declared: accepted, at level %i', async (level) => {
    const files = { 'main.py': strToU8('x = 1\n'.repeat(1000)), 'lib/': strToU8('') };
    const zip = zipSync(files, { level });
    await expect(check(zip)).resolves.toBeUndefined();
    const shifted = Uint8Array.from([...strToU8('#!/bin/sh\n'), ...zip]);
    await expect(check(shifted)).resolves.toBeUndefined();
  });

  test('are as the directory declares, with sizes after the data: accepted', async () => {
    await expect(check(streamedZip('main.py', 'part.py'))).resolves.toBeUndefined();
  });

  test('are larger than declared: refused before they are unpacked (a zip bomb)', async () => {
    const bomb = claiming(aZip(new Uint8Array(8 * 1024 * 1024)), 10);
    await expect(check(bomb)).rejects.toThrow(invalid);
  });

  test('are smaller than declared: refused', async () => {
    await expect(check(claiming(aZip(), 1000))).rejects.toThrow(invalid);
    await expect(check(claiming(aZip(undefined, 0), 1000))).rejects.toThrow(invalid);
  });

  test('do not match their checksum: refused', async () => {
    await expect(check(saying(aZip(), 'entry', [16, 4], 1))).rejects.toThrow(invalid);
    await expect(check(saying(aZip(undefined, 0), 'entry', [16, 4], 1))).rejects.toThrow(invalid);
  });

  test('are packed by a method that Lambda does not support: refused', async () => {
    const lzma = saying(saying(aZip(), 'entry', [10, 2], 14), 'header', [8, 2], 14);
    await expect(check(lzma)).rejects.toThrow(invalid);
  });

  test('are not deflated data: refused', async () => {
    const zip = aZip(strToU8('x = 1\n'.repeat(1000)));
    await expect(check(zip.with(40, 0xff))).rejects.toThrow(invalid);
  });

  test('are outside of the zip: refused', async () => {
    await expect(check(saying(aZip(), 'entry', [42, 4], 10_000))).rejects.toThrow(invalid);
  });
});
