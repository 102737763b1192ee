import { describe, expect, test } from 'vitest';
import { readResourceId } from '../../../functions/metrics/core/resource-id.ts';
import { uuid5 } from '../../../functions/metrics/http/uuid5.ts';

const creator = { userId: 'u1', projectId: 'p1' };
const read = (text: string, by = creator) => readResourceId(text, by, uuid5);

describe('the id of a resource', () => {
  test('is a UUID as it is, in one spelling', () => {
    expect(read('0A7A15FF-AA13-4AC2-897C-9BDF30CE175B')).toEqual({
      id: '0a7a15ff-aa13-4ac2-897c-9bdf30ce175b',
    });
    expect(read('0a7a15ffaa134ac2897c9bdf30ce175b')).toEqual({
      id: '0a7a15ff-aa13-4ac2-897c-9bdf30ce175b',
    });
  });

  test('is what Python computes for any other text', () => {
    // uuid.uuid5(UUID('0a7a15ff-aa13-4ac2-897c-9bdf30ce175b'), 'instance-vda\0u1:p1')
    expect(read('instance-vda')).toEqual({ id: '4cb85cc0-ddb3-55b0-a1b7-84205918f8ce' });
    expect(read('ü')).toEqual({ id: '6b85a29a-21c7-515f-b075-c660c70eb69e' });
  });

  test('differs by creator', () => {
    expect(read('a', { userId: 'u2', projectId: 'p1' })).not.toEqual(read('a'));
  });

  test('has no slash', () => {
    expect(read('a/b')).toEqual({ refused: "'/' is not supported in resource id" });
  });

  test('comes of at most 289 characters', () => {
    expect(read('x'.repeat(289))).toHaveProperty('id');
    expect(read('x'.repeat(290))).toEqual({
      refused: 'transformable resource id >289 max allowed characters',
    });
  });
});
