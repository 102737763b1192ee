import fc from 'fast-check';
import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { describe, expect, test } from 'vitest';
import { storePackage } from '../../../../functions/engine/app/packages/store-package.ts';
import { checkPackage } from '../../../../functions/engine/core/packages/check-package.ts';
import { readDirectory } from '../../../../functions/engine/core/packages/zip-directory.ts';
import { nodeIds } from '../../../../functions/platform/node/ids.ts';
import { saying, streamedZip } from '../../support/zip-parts.ts';
import { memoryPackageStore } from '../../../fakes/package-store.ts';

/** The stored package of a function that was sent this one. */
async function stored(zip: Uint8Array): Promise<Uint8Array> {
  const packages = memoryPackageStore();
  const key = await storePackage({ packages, ids: nodeIds }, { projectId: 'demo', id: 'f' }, zip);
  const found = await packages.get(key);
  if (!found) throw new Error('nothing was stored');
  return found;
}

const directoryOf = (zip: Uint8Array) =>
  Object.fromEntries(
    (readDirectory(zip) ?? []).map(({ mode, rawName, system }) => [
      Buffer.from(rawName).toString('utf8'),
      `${system} ${mode.toString(8)}`,
    ]),
  );

const content = strToU8('x = 1\n');
/** A zip by a system that states Unix modes. */
const withModes = (modes: Readonly<Record<string, number>>) =>
  Uint8Array.from(
    zipSync(
      Object.fromEntries(
        Object.entries(modes).map(([name, mode]) => [
          name,
          [name.endsWith('/') ? new Uint8Array() : content, { os: 3, attrs: (mode << 16) >>> 0 }],
        ]),
      ) satisfies Zippable,
    ),
  );
const namesIn = (zip: Uint8Array) => Object.keys(unzipSync(zip)).toSorted();

describe('a stored package', () => {
  test('is what was sent, byte for byte, if Lambda can read it', async () => {
    // oxlint-disable-next-line no-await-in-loop -- one after another
    for (const zip of [
      withModes({ 'main.py': 0o100644, 'lib/': 0o40755, 'lib/größe.py': 0o100664, run: 0o100755 }),
      Uint8Array.from(zipSync({ 'main.py': content })),
      streamedZip('main.py', 'lib/part.py'),
    ])
      expect(await stored(zip)).toEqual(zip);
  });

  test('has modes that let everybody read, and execute what somebody may', async () => {
    const zip = await stored(
      withModes({
        'zero.py': 0,
        'own.py': 0o100600,
        'group.py': 0o100640,
        'typeless.py': 0o600,
        'tool.sh': 0o100700,
        'lib/': 0o040700,
        'lib/a.py': 0o100644,
        'closed/': 0o040644,
        'odd/': 0o100755,
        odd2: 0o040755,
      }),
    );
    expect(directoryOf(zip)).toEqual({
      'zero.py': '3 100644',
      'own.py': '3 100644',
      'group.py': '3 100644',
      'typeless.py': '3 100644',
      'tool.sh': '3 100755',
      'lib/': '3 40755',
      'lib/a.py': '3 100644',
      'closed/': '3 40755',
      'odd/': '3 40755',
      odd2: '3 100755',
    });
    expect(unzipSync(zip)['own.py']).toEqual(content);
  });

  test('has slashes where Windows wrote backslashes', async () => {
    const zip = await stored(
      streamedZip(String.raw`lib\deep\part.py`, String.raw`lib\empty` + '\\'),
    );
    expect(namesIn(zip)).toEqual(['lib/deep/part.py', 'lib/empty/'].toSorted());
  });

  test('has composed names where macOS decomposed them, and says that they are UTF-8', async () => {
    const decomposed = 'gro\u0308\u00DFe.py';
    expect(namesIn(await stored(streamedZip(decomposed)))).toEqual(['größe.py'].toSorted());
    const unsaid = saying(saying(streamedZip('größe.py'), 'header', [6, 2], 8), 'entry', [8, 2], 8);
    expect(checkPackage(unsaid).isMended).toBe(true);
    expect(namesIn(await stored(unsaid))).toEqual(['größe.py'].toSorted());
  });

  test('has the letters that Windows wrote by code page 437', async () => {
    const zip = streamedZip('gr_n.py').map((byte) => (byte === 0x5f ? 0x81 : byte));
    expect(namesIn(await stored(zip))).toEqual(['grün.py'].toSorted());
  });

  test('is without what macOS adds', async () => {
    const names = ['hello.py', '__MACOSX/._hello.py', '.DS_Store', 'lib/.DS_Store', '__MACOSX/'];
    expect(namesIn(await stored(streamedZip(...names, '.hidden')))).toEqual(
      ['hello.py', '.hidden'].toSorted(),
    );
    await expect(stored(streamedZip('__MACOSX/._hello.py'))).rejects.toThrow('holds no file');
  });

  test('is never two members of one name', async () => {
    // oxlint-disable-next-line no-await-in-loop -- one after another
    for (const names of [
      ['a/b.py', String.raw`a\b.py`],
      ['\u00E9.py', 'e\u0301.py'],
      ['a//b', 'a/b'],
    ])
      await expect(stored(streamedZip(...names))).rejects.toThrow('a file twice');
  });

  test('holds what was sent, and needs no change again, whatever the names and modes', async () => {
    const letter = fc.constantFrom('a', 'b', ' ', '\\', '/', 'é', 'e\u0301');
    const name = fc.array(letter, { minLength: 1, maxLength: 8 }).map((all) => `x${all.join('')}y`);
    const files = fc.dictionary(name, fc.nat(0o777), { minKeys: 1, maxKeys: 6 });
    await fc.assert(
      fc.asyncProperty(files, async (modes) => {
        const sent = withModes({ ...modes, 'main.py': 0o100600 });
        const zip = await stored(sent).catch(() => undefined);
        if (!zip) return; // two of the names are one, or one is below another
        expect(checkPackage(zip)).toMatchObject({ isMended: false });
        expect(Object.values(unzipSync(zip))).toEqual(Object.values(unzipSync(sent)));
        expect(await stored(zip)).toEqual(zip);
      }),
    );
  });
});
