import { beforeEach, describe, expect, test } from 'vitest';
import type {
  VersionPublications,
  VersionScaling,
  VersionStore,
} from '../../../functions/engine/version-ports.ts';
import type { Clock } from '../../../functions/platform/ports.ts';
import { standingClock } from '../../support/clock.ts';
import { aFunction, aVersion } from '../support/engine-builders.ts';
import type { FunctionStores } from './function-store.suite.ts';
import { dueKeys } from '../support/due-keys.ts';

/** The ports that read and write the rows of versions, and those of functions beside them. */
export interface VersionStores extends Omit<FunctionStores, 'reviews'> {
  readonly versions: VersionStore;
  readonly publications: VersionPublications;
  readonly scaling: VersionScaling;
}

export function versionStoreSuite(make: (clock: Clock) => Promise<VersionStores>) {
  describe('a version store', () => {
    const clock = standingClock();
    let functions: VersionStores['functions'];
    let revisions: VersionStores['revisions'];
    let executionCounts: VersionStores['executionCounts'];
    let versions: VersionStore;
    let publications: VersionPublications;
    let scaling: VersionScaling;
    beforeEach(async () => {
      const stores = await make(clock);
      ({ functions, revisions, executionCounts, versions, publications, scaling } = stores);
    });
    const created = async () => {
      const fn = aFunction();
      await functions.create(fn);
      const version = aVersion(fn);
      expect(await versions.create(version, fn)).toBe('stored');
      return { fn, version, key: { projectId: fn.projectId, functionId: fn.id } };
    };

    test("makes a version the function's latest", async () => {
      const { fn, version, key } = await created();
      expect(await versions.list(key)).toEqual([version]);
      expect(await versions.list({ ...key, projectId: 'alt' })).toEqual([]);
      expect(await versions.list({ ...key, functionId: aFunction().id })).toEqual([]);
      expect(await functions.get('demo', fn.id)).toEqual({ ...fn, latestVersion: 1 });
    });

    test('makes no version of a function that has changed, has another latest version, or is removed', async () => {
      const { fn } = await created();
      expect(await versions.create(aVersion(fn), fn)).toBe('stale');
      const latest = { ...fn, latestVersion: 1 };
      await functions.replace({ ...latest, revision: 2 }, latest);
      expect(await versions.create(aVersion(latest, { number: 2 }), latest)).toBe('stale');
      await functions.remove('demo', fn.id);
      const now = { ...latest, revision: 2 };
      expect(await versions.create(aVersion(now, { number: 2 }), now)).toBe('stale');
    });

    test('a change of the function leaves its latest version as it is', async () => {
      const { fn } = await created();
      expect(await functions.replace({ ...fn, name: 'changed', revision: 2 }, fn)).toBe('stored');
      expect(await functions.get('demo', fn.id)).toMatchObject({ latestVersion: 1, revision: 2 });
    });

    test('keeps the first Lambda version number it is told', async () => {
      const { version, key } = await created();
      await publications.record(version, { lambdaVersion: '7' });
      await publications.record(version, { error: 'late' });
      expect(await versions.list(key)).toEqual([{ ...version, lambdaVersion: '7' }]);
    });

    test('keeps why a version cannot be published', async () => {
      const { version, key } = await created();
      await publications.record(version, { error: 'too large' });
      await publications.record(version, { lambdaVersion: '8' });
      expect(await versions.list(key)).toEqual([{ ...version, publishError: 'too large' }]);
    });

    test('a version is due until it is published, and from its removal until it is forgotten', async () => {
      const { version, key } = await created();
      expect(await dueKeys(publications, clock.now())).toEqual([]);
      expect(await dueKeys(publications, clock.advance(61))).toEqual([key]);
      await publications.record(version, { lambdaVersion: '1' });
      expect(await dueKeys(publications, clock.advance(61))).toEqual([]);
      await versions.remove(version);
      expect(await dueKeys(publications, clock.advance(61))).toEqual([key]);
      await publications.forget(version);
      expect(await dueKeys(publications, clock.advance(61))).toEqual([]);
      expect(await publications.removed(key)).toEqual([]);
    });

    test('versions that Lambda has lost become new revisions, before their function does', async () => {
      const { fn, version, key } = await created();
      await publications.record(version, { lambdaVersion: '7' });
      const second = aVersion(fn, { number: 2 });
      await versions.create(second, { ...fn, latestVersion: 1 });
      await revisions.applied(fn, null);
      const lost = await versions.list(key);
      expect(await publications.republish(fn, lost)).toBe('stored');
      expect(await versions.list(key)).toEqual([
        { ...version, lambdaVersion: null, revision: 2 },
        { ...second, lambdaVersion: null, revision: 3 },
      ]);
      expect(await functions.get('demo', fn.id)).toMatchObject({ revision: 4, appliedRevision: 1 });
      expect(await dueKeys(revisions, clock.advance(61))).toEqual([
        { projectId: 'demo', functionId: fn.id },
      ]);
      expect(await dueKeys(publications, clock.now())).toEqual([key, key]);
      expect(await publications.republish(fn, lost)).toBe('stale');
    });

    test('a version is scaled only if its wanted number is unchanged, and is due until Lambda is told', async () => {
      const { version, key } = await created();
      const published = { ...version, lambdaVersion: '7' };
      await publications.record(version, published);
      expect(await scaling.scale(version, 3)).toBe('stored');
      expect(await scaling.scale(version, 4)).toBe('stale');
      const wanting = { ...published, provisioned: 3, provisionPending: true };
      expect(await versions.list(key)).toEqual([wanting]);
      expect(await dueKeys(publications, clock.advance(61))).toEqual([key]);
      expect(await scaling.scaled(published, null)).toBe('stale');
      expect(await versions.list(key)).toEqual([wanting]);
      expect(await scaling.scaled(wanting, 'none to spare')).toBe('stored');
      const refused = { ...wanting, provisionPending: false, provisionError: 'none to spare' };
      expect(await versions.list(key)).toEqual([refused]);
      expect(await dueKeys(publications, clock.advance(61))).toEqual([]);
      expect(await scaling.scale(refused, 3)).toBe('stored');
      expect(await versions.list(key)).toEqual([wanting]);
      await versions.remove(version);
      expect(await scaling.scale(wanting, 5)).toBe('stale');
      expect(await scaling.scaled(refused, null)).toBe('stale');
    });

    test('a version scaled before it is published stays due; one that can never be published wants nothing', async () => {
      const { fn, version, key } = await created();
      const second = aVersion(fn, { number: 2 });
      await versions.create(second, { ...fn, latestVersion: 1 });
      await scaling.scale(version, 2);
      await scaling.scale(second, 2);
      await publications.record(version, { lambdaVersion: '7' });
      await publications.record(second, { error: 'too large' });
      expect(await versions.list(key)).toEqual([
        { ...version, lambdaVersion: '7', provisioned: 2, provisionPending: true },
        { ...second, publishError: 'too large' },
      ]);
      expect(await dueKeys(publications, clock.advance(61))).toEqual([key]);
    });

    test('lists the scaled versions of one project or of all', async () => {
      const { version } = await created();
      const other = aFunction({ projectId: `other-${version.id}` });
      await functions.create(other);
      const others = aVersion(other);
      await versions.create(others, other);
      await scaling.scale(version, 1);
      await scaling.scale(others, 2);
      const wanting = { ...others, provisioned: 2, provisionPending: true };
      expect(await scaling.listScaled(other.projectId)).toEqual([wanting]);
      const all = (await scaling.listScaled()).map(({ id }) => id);
      expect(all).toEqual(expect.arrayContaining([version.id, others.id]));
      await scaling.scale(wanting, 0);
      await versions.remove(version);
      expect(await scaling.listScaled(other.projectId)).toEqual([]);
      expect((await scaling.listScaled()).map(({ id }) => id)).not.toContain(version.id);
    });

    test('a scaled version that Lambda has lost is scaled again once it is published', async () => {
      const { fn, version, key } = await created();
      await publications.record(version, { lambdaVersion: '7' });
      await scaling.scale(version, 2);
      const [wanting] = await versions.list(key);
      await scaling.scaled(wanting!, null);
      await publications.republish(fn, await versions.list(key));
      expect(await versions.list(key)).toMatchObject([
        { lambdaVersion: null, provisioned: 2, provisionPending: true },
      ]);
      await scaling.scaled(wanting!, null);
      expect(await versions.list(key)).toMatchObject([{ provisionPending: true }]);
    });

    test('removing the latest version lowers the number; removing another does not', async () => {
      const { fn, version, key } = await created();
      const second = aVersion(fn, { number: 2, lambdaVersion: '9' });
      await versions.create(second, { ...fn, latestVersion: 1 });
      expect(await versions.remove(version)).toBe('removed');
      expect(await functions.get('demo', fn.id)).toMatchObject({ latestVersion: 2 });
      expect(await versions.remove(second)).toBe('removed');
      expect(await versions.remove(second)).toBe('gone');
      expect(await functions.get('demo', fn.id)).toMatchObject({ latestVersion: 1 });
      expect(await versions.list(key)).toEqual([]);
      expect(await publications.removed(key)).toEqual([version, second]);
    });

    test('a number given again means another version', async () => {
      const { fn, version, key } = await created();
      await executionCounts.add(version);
      await versions.remove(version);
      const again = aVersion(fn, { code: { source: 'package', md5sum: 'other' } });
      expect(await versions.create(again, fn)).toBe('stored');
      expect(await versions.list(key)).toEqual([again]);
      expect(await executionCounts.of('demo', [again.id])).toEqual(new Map([[again.id, 0]]));
    });
  });
}
