import { describe, expect, it } from 'vitest';
import {
  changeOf,
  settingsOf,
  updateArguments,
} from '../../../console/src/screens/functions/settings.ts';
import { templates } from '../../../console/src/screens/functions/templates.ts';
import { withInput } from '../../../console/src/screens/functions/with-input.ts';
import {
  keyOf,
  targetArguments,
  targetOf,
} from '../../../console/src/screens/targets/target-key.ts';
import { likelyEntry } from '../../../console/src/package/entry.ts';
import { textFile } from '../../../console/src/package/package-members.ts';

describe('the settings of a function', () => {
  const before = settingsOf({
    id: '1',
    name: 'hello',
    code: { source: 'package' },
    description: null,
    cpu: 100,
    memory_size: 33_554_432,
    timeout: 5,
    runtime_id: 'r',
    entry: 'hello_world.main',
    count: 0,
    latest_version: 0,
    created_at: '',
    updated_at: null,
  });

  it('are sent only where they differ', () => {
    expect(changeOf(before, before)).toEqual({});
    expect(changeOf(before, { ...before, timeout: '60', description: 'a b' })).toEqual({
      timeout: '60',
      description: 'a b',
    });
  });

  it('are arguments of the client', () => {
    const change = changeOf(before, { ...before, timeout: '60', description: "it's" });
    expect(updateArguments(change)).toBe(` --description 'it'\\''s' --timeout 60`);
  });
});

describe('what a webhook or a job runs', () => {
  it.each([
    [{ function_id: 'f' }, '--function f'],
    [{ function_id: 'f', function_version: 2 }, '--function f --function-version 2'],
    [{ function_alias: 'my prod' }, "--function-alias 'my prod'"],
  ])('%j is chosen as it is, and named as %s', (target, words) => {
    expect(targetOf(keyOf(target))).toEqual(target);
    expect(targetArguments(target)).toBe(words);
  });
});

it.each(templates)('the template $id has the entry that it says, and an input of JSON', (one) => {
  expect(likelyEntry([textFile(one.file, one.code)])).toBe(one.entry);
  expect(() => void JSON.parse(one.input)).not.toThrow();
});

it('inputs are kept newest first, each once, ten at most', () => {
  const many = Array.from({ length: 12 }, (_, at) => String(at)).reduce(withInput, [
    ...new Array<string>(),
  ]);
  expect(many).toHaveLength(10);
  expect(withInput(many, '5').slice(0, 2)).toEqual(['5', '11']);
});
