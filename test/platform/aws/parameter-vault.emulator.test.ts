import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { lambdaPlace } from '../../../functions/platform/aws/lambda-place.ts';
import { parameterVault } from '../../../functions/platform/aws/parameter-vault.ts';

const vault = parameterVault(lambdaPlace(process.env));
const unused = () => `/test/${randomUUID()}/key`;

describe('a key in the Parameter Store', () => {
  test('reads as undefined until it is created', async () => {
    const name = unused();
    expect(await vault.read(name)).toBeUndefined();
    expect(await vault.create(name, 'text')).toBe('created');
    expect(await vault.read(name)).toBe('text');
  });

  test('is created once: of two that create it, one wins, and both read the same', async () => {
    const name = unused();
    const ends = await Promise.all(['a', 'b'].map((text) => vault.create(name, text)));
    expect(ends.toSorted()).toEqual(['created', 'exists']);
    expect(await vault.read(name)).toBe(ends[0] === 'created' ? 'a' : 'b');
    expect(await vault.create(name, 'c')).toBe('exists');
  });

  test('can be replaced and removed, and removed again', async () => {
    const name = unused();
    await vault.write(name, 'first');
    await vault.write(name, 'second');
    expect(await vault.read(name)).toBe('second');
    await vault.remove(name);
    await vault.remove(name);
    expect(await vault.read(name)).toBeUndefined();
  });
});
