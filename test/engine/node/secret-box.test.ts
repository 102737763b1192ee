import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aesSecretBox } from '../../../functions/engine/node/secret-box.ts';
import { aSecretBox } from '../../support/secret-box.ts';

const place = { projectId: 'demo', functionId: 'f', name: 'KEY' };

describe('a sealed secret', () => {
  test('opens to its value, and does not contain it', async () => {
    const box = aSecretBox();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (value) => {
        const sealed = await box.seal(place, value);
        expect(await box.open(place, sealed)).toBe(value);
      }),
    );
    const sealed = await box.seal(place, 'correct horse battery staple');
    expect(Buffer.from(sealed.slice(2), 'base64').toString('latin1')).not.toContain('horse');
  });

  test('differs each time, so that nobody sees which are equal', async () => {
    const box = aSecretBox();
    expect(await box.seal(place, 'x')).not.toBe(await box.seal(place, 'x'));
  });

  test('does not open in another place, with another key, or when it was changed', async () => {
    const box = aSecretBox();
    const sealed = await box.seal(place, 'x');
    // oxlint-disable-next-line no-await-in-loop -- one after another
    for (const other of [{ projectId: 'alt' }, { functionId: 'g' }, { name: 'OTHER' }])
      expect(await box.open({ ...place, ...other }, sealed)).toBeUndefined();
    expect(await aSecretBox('another key').open(place, sealed)).toBeUndefined();
    const changed = Buffer.from(sealed.slice(2), 'base64').map((byte, at) =>
      at === 28 ? byte ^ 1 : byte,
    );
    expect(await box.open(place, `1.${Buffer.from(changed).toString('base64')}`)).toBeUndefined();
    // oxlint-disable-next-line no-await-in-loop -- one after another
    for (const broken of ['', '1.', '1.AAAA'])
      expect(await box.open(place, broken)).toBeUndefined();
  });

  test('waits for its key, which is asked for again after a failure', async () => {
    let asked = 0;
    const box = aesSecretBox(async () => {
      asked += 1;
      if (asked === 1) throw new Error('no connection');
      return asked === 2 ? undefined : 'key';
    });
    await expect(box.seal(place, 'x')).rejects.toThrow('no connection');
    await expect(box.seal(place, 'x')).rejects.toThrow('holds none');
    expect(await box.open(place, await box.seal(place, 'x'))).toBe('x');
    expect(asked).toBe(3);
  });
});
