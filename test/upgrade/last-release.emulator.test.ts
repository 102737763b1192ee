import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outputs } from '../../local/cdk.ts';
import {
  callWebhook,
  createKept,
  endOf,
  firedBy,
  heldMessage,
  type Kept,
  keptRows,
  release,
  sessionOf,
} from './kept.ts';
import { lastRelease, sourceOf } from './last-release.ts';
import { type Stand, startStand } from './stand.ts';
import { steps } from './steps.ts';

const last = lastRelease();

const what = last ? last.release : 'of a commit that this history lacks, as a shallow clone does';

describe.runIf(last)(`deployed over release ${what}`, () => {
  const [step] = steps;
  let stand: Stand;
  let outputs: Outputs;
  let kept: Kept;
  let before: ReadonlyMap<string, string>;
  let executionId: string;

  beforeAll(async () => {
    const source = sourceOf(last!.commit);
    stand = await startStand('test-release');
    outputs = await stand.deploy(step!, source.folder);
    source.remove();
    kept = await createKept(stand);
    before = await keptRows(stand, outputs, kept);
    executionId = await heldMessage(stand, outputs, kept);
    outputs = await stand.deploy(step!);
    await release(stand, outputs);
  });
  afterAll(async () => {
    await stand?.stop();
  });

  test('the present release keeps its rows', async () => {
    const rows = await keptRows(stand, outputs, kept);
    expect([...before].map(([key]) => [key, rows.get(key)])).toEqual([...before]);
  });

  test('the present release understands a message that was under way', async () => {
    expect(await endOf(stand, outputs, executionId)).toBe('success');
  });

  test('its users log in, its webhooks answer and its alarms fire', async () => {
    expect(await callWebhook(stand, kept)).toBe(202);
    await expect(firedBy(await sessionOf(stand), kept)).resolves.toBeDefined();
  });
});
