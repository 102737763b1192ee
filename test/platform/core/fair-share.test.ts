import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fairShare } from '../../../functions/platform/core/fair-share.ts';
import { propertyRuns } from '../../support/property-runs.ts';

interface Row {
  readonly project: string;
  readonly at: number;
}
const share = (rows: readonly Row[], limit: number) =>
  fairShare(rows, ({ project }) => project, limit);

const count = (of: readonly Row[], name: string) =>
  of.filter(({ project }) => project === name).length;

const backlog = fc
  .array(fc.record({ project: fc.constantFrom('a', 'b', 'c', 'd'), at: fc.nat(1000) }), {
    maxLength: 60,
  })
  .map((rows) => rows.toSorted((left, right) => left.at - right.at));

describe('a fair share', () => {
  test('is as many rows as the limit allows, each once', () => {
    fc.assert(
      fc.property(backlog, fc.nat(60), (rows, limit) => {
        const shared = share(rows, limit);
        expect(shared).toHaveLength(Math.min(limit, rows.length));
        expect(new Set(shared).size).toBe(shared.length);
        expect(rows).toEqual(expect.arrayContaining([...shared]));
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test('gives each project its rows up to an equal part, whatever the others have', () => {
    fc.assert(
      fc.property(backlog, fc.nat(60), (rows, limit) => {
        const shared = share(rows, limit);
        const projects = new Set(rows.map(({ project }) => project));
        const part = Math.floor(limit / Math.max(1, projects.size));
        for (const name of projects)
          expect(count(shared, name)).toBeGreaterThanOrEqual(Math.min(part, count(rows, name)));
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test('takes the earliest of each project', () => {
    fc.assert(
      fc.property(backlog, fc.nat(60), (rows, limit) => {
        const shared = share(rows, limit);
        for (const name of new Set(rows.map(({ project }) => project))) {
          const own = rows.filter(({ project }) => project === name);
          const taken = new Set(shared.filter(({ project }) => project === name));
          expect(own.slice(0, taken.size).every((row) => taken.has(row))).toBe(true);
        }
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});
