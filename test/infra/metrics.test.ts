import { describe, expect, test } from 'vitest';
import { deploymentOf, synthesize } from './support.ts';

const tables = (resources: ReturnType<typeof synthesize>['resources']) =>
  resources.filter(({ type }) => type === 'AWS::DynamoDB::Table').map(({ id }) => id);

describe('a deployment without metrics', () => {
  const on = synthesize(deploymentOf({}));
  const off = synthesize(deploymentOf({ metrics: false }));

  test('has no Lambda, route or alarm of theirs', () => {
    const metrics = on.resources.filter(({ id }) => id.startsWith('Metrics'));
    expect(metrics.length).toBeGreaterThan(0);
    expect(off.resources.filter(({ id }) => id.startsWith('Metrics'))).toEqual([]);
    expect(JSON.stringify(off.resources)).not.toContain('ANY /metric');
    expect(off.lambdas.has('metric')).toBe(false);
  });

  test('tells its catalog so', () => {
    const said = [on, off].map(({ resources }) =>
      /"METRICS":"(\w+)"/.exec(JSON.stringify(resources))?.slice(1),
    );
    expect(said).toEqual([['true'], ['false']]);
  });

  test('keeps what is stored: its tables cost nothing while nobody uses them', () => {
    expect(tables(off.resources)).toEqual(tables(on.resources));
  });
});
