import { describe, expect, test } from 'vitest';
import { deploymentOf, synthesize } from './support.ts';

describe('a deployment without the console', () => {
  const on = synthesize(deploymentOf({}));
  const off = synthesize(deploymentOf({ console: false }));
  const told = ({ resources }: typeof on) =>
    new Set([...JSON.stringify(resources).matchAll(/"CONSOLE":"(\w+)"/g)].map(([, said]) => said));

  test('has no Lambda and no route of it', () => {
    const own = on.resources.filter(({ id }) => id.startsWith('ConsoleApi'));
    expect(own.length).toBeGreaterThan(0);
    expect(off.resources.filter(({ id }) => id.startsWith('ConsoleApi'))).toEqual([]);
    expect(JSON.stringify(off.resources)).not.toContain('/taibai/v1');
  });

  test('has Lambdas that read no cookies', () => {
    expect(told(on)).toEqual(new Set(['true']));
    expect(told(off)).toEqual(new Set(['false']));
  });
});
