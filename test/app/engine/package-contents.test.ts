import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { checkContents } from '../../../functions/app/engine/package-contents.ts';
import { checkPackage } from '../../../functions/core/zip.ts';

const check = (zip: Uint8Array) => checkContents(checkPackage(zip));
const directoryOf = (zip: Uint8Array) => Buffer.from(zip).indexOf('PK\u0001\u0002');
/** A zip whose directory says its only member holds so many bytes. */
function claiming(zip: Uint8Array, bytes: number) {
  new DataView(zip.buffer).setUint32(directoryOf(zip) + 24, bytes, true);
  return zip;
}
const invalid = 'Package is not a valid ZIP package.';

describe('what a package really holds', () => {
  test.each([0, 6] as const)('is what it says: accepted, at level %i', async (level) => {
    const zip = zipSync(
      { 'main.py': strToU8('x = 1\n'.repeat(1000)), 'lib/': strToU8('') },
      { level },
    );
    await expect(check(zip)).resolves.toBeUndefined();
    const shifted = Uint8Array.from([...strToU8('#!/bin/sh\n'), ...zip]);
    await expect(check(shifted)).resolves.toBeUndefined();
  });

  test('is more than it says: a bomb, refused before it is unpacked', async () => {
    const bomb = claiming(zipSync({ 'main.py': new Uint8Array(8 * 1024 * 1024) }), 10);
    await expect(check(bomb)).rejects.toThrow(invalid);
  });

  test('is less than it says: refused', async () => {
    const zip = claiming(zipSync({ 'main.py': strToU8('x = 1\n') }), 1000);
    await expect(check(zip)).rejects.toThrow(invalid);
  });

  test('is no deflated data: refused', async () => {
    const zip = zipSync({ 'main.py': strToU8('x = 1\n'.repeat(1000)) });
    await expect(check(zip.with(40, 0xff))).rejects.toThrow(invalid);
  });

  test('lies outside of the zip: refused', async () => {
    const zip = zipSync({ 'main.py': strToU8('x = 1\n') });
    new DataView(zip.buffer).setUint32(directoryOf(zip) + 42, 10_000, true);
    await expect(check(zip)).rejects.toThrow(invalid);
  });
});
