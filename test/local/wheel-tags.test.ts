import { strToU8 } from 'fflate';
import { expect, test } from 'vitest';
import { foreignWheels, wheelTags } from '../../local/package/wheel-tags.ts';

const wheel = (...tags: readonly string[]) =>
  strToU8(`Wheel-Version: 1.0\n${tags.map((tag) => `Tag: ${tag}\n`).join('')}`);

test('the tags of a package are those of its wheels', () => {
  const files = {
    'main.py': strToU8('Tag: not-a-wheel'),
    'a-1.dist-info/WHEEL': wheel('py3-none-any'),
    'b-2.dist-info/WHEEL': wheel('cp314-cp314-manylinux_2_17_x86_64'),
  };
  expect(wheelTags(files)).toEqual(['py3-none-any', 'cp314-cp314-manylinux_2_17_x86_64']);
  expect(foreignWheels(files)).toEqual([]);
});

test.each([
  'cp314-cp314-macosx_11_0_arm64',
  'cp314-cp314-manylinux_2_17_aarch64',
  'cp314-cp314-win_amd64',
])('a wheel for %s does not run on Lambda', (tag) => {
  expect(foreignWheels({ 'b-2.dist-info/WHEEL': wheel(tag) })).toEqual(['b-2']);
});
