import { afterAll, beforeAll, expect, test } from 'vitest';
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
import { type Stand, startStand } from './stand.ts';
import { owner, type Step, steps } from './steps.ts';

const [first, ...others] = steps;

let stand: Stand;
let outputs: Outputs;
let kept: Kept;
let before: ReadonlyMap<string, string>;

beforeAll(async () => {
  stand = await startStand('test-steps');
  outputs = await stand.deploy(first!);
  kept = await createKept(stand);
  before = await keptRows(stand, outputs, kept);
});
afterAll(async () => {
  await stand?.stop();
});

/** Deploys over what is there, with a message under way. */
async function deployOver(step: Step): Promise<void> {
  const executionId = await heldMessage(stand, outputs, kept);
  outputs = await stand.deploy(step);
  await release(stand, outputs);
  const rows = await keptRows(stand, outputs, kept);
  expect([...before].map(([key]) => [key, rows.get(key)])).toEqual([...before]);
  expect(await endOf(stand, outputs, executionId)).toBe('success');
  expect(await callWebhook(stand, kept)).toBe(202);
}

test.each(others)('deployed over kept data: $name', async (step) => {
  await deployOver(step);
  const users = (step.settings.users ?? []).map(({ name }) => name);
  const sessions = await Promise.all(users.map((name) => sessionOf(stand, name)));
  expect(sessions.map(({ projectId }) => projectId)).toEqual(users.map(() => kept.projectId));
  const session = sessions[users.indexOf(owner)];
  const outcome = await (session ? firedBy(session, kept) : sessionOf(stand).catch(String));
  expect(outcome).toMatch(session ? /hits the query/ : /can't find the .*secret/i);
});
