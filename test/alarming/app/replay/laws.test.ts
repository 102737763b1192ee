import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReplay } from '../../../../functions/alarming/app/replay/create-replay.ts';
import { showReplay } from '../../../../functions/alarming/app/replay/show-replay.ts';
import { anEvent } from '../../../events/support/event-world.ts';
import { killedAt } from '../../support/killed-at.ts';
import { caller, replayWorld, type Situation, situations } from '../../support/replay-world.ts';

const situation = (over: Partial<Situation> = {}): Situation => ({
  repeat: true,
  asNew: false,
  type: '*',
  enabled: true,
  isBefore: true,
  rearms: false,
  target: 'alarm',
  isRange: false,
  events: [{ id: 'm1', type: 'a' }],
  ...over,
});

type World = Awaited<ReturnType<typeof replayWorld>>;

const firings = ({ world, alarmId }: World, messageId: string) =>
  world.ports.transitions.list('p1', alarmId, { kind: 'event', messageId });

/** The ports, of which one call fails. Reading the log makes no difference to anybody. */
const dying = (
  { ports }: World,
  { step, moment }: { readonly step: number; readonly moment: 'before' | 'after' },
) => {
  const { storedEvents, log, settings, ...rest } = ports;
  return { ...killedAt(rest, step, moment), storedEvents, log, settings };
};

/** The text with any of the ids as the same one. */
const anyIds = (text: string, ids: readonly string[]): string =>
  ids.reduce((left, id) => left.replaceAll(id, 'new'), text);

describe('replays', () => {
  test('I-a: a dry one writes nothing but its row', async () => {
    await fc.assert(
      fc.asyncProperty(situations, async (given) => {
        const { ports, asking, records } = await replayWorld(given);
        const before = await records();
        await createReplay(ports, caller, asking({ mode: 'dry' }));
        await createReplay(ports, caller, asking({ mode: 'dry' }));
        expect(await records()).toEqual({ ...before, replays: 1 });
      }),
    );
  });

  test('I-b: asked for any number of times, killed at any call and delivered again, it leaves the same as once', async () => {
    const kills = fc.array(
      fc.record({
        step: fc.integer({ min: 1, max: 25 }),
        moment: fc.constantFrom('before' as const, 'after' as const),
      }),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(
        situations,
        kills,
        fc.integer({ min: 1, max: 3 }),
        async (given, dies, deliveries) => {
          const run = async (isKilled: boolean) => {
            const world = await replayWorld(given);
            const asked = world.asking({ key: 'k' });
            if (isKilled)
              for (const kill of dies) {
                // oxlint-disable no-await-in-loop -- one after the other
                await createReplay(dying(world, kill), caller, asked).catch(() => {});
                await world.carryOut(1, dying(world, kill));
                // oxlint-enable no-await-in-loop
              }
            const { replay } = await createReplay(world.ports, caller, asked);
            if (isKilled) await createReplay(world.ports, caller, asked);
            await world.carryOut(isKilled ? deliveries : 1);
            await world.carryOut();
            const shown = await showReplay(world.ports, caller, replay.id);
            const {
              alarms,
              history,
              idle,
              deliveries: sent,
              executions,
              ...rest
            } = await world.records();
            return {
              state: shown.replay.state,
              copies: shown.copies.map(({ state }) => state),
              alarms: alarms.map(({ state }) => state),
              history: history.map(({ type }) => type).toSorted(),
              idle: idle.map(({ reason, arming }) => `${reason.kind} ${arming}`).toSorted(),
              deliveries: sent.length,
              executions: executions.length,
              replays: rest.replays,
              stored: rest.copies.length,
              left: rest.sent,
            };
          };
          const once = await run(false);
          expect(once.state).toBe('done');
          expect(await run(true)).toEqual(once);
        },
      ),
    );
  });

  test.each(['alarm', 'project'] as const)(
    'I-c: to the %s, without effect in the arming that fired on the event, and exactly one after the state is set',
    async (target) => {
      const given = await replayWorld(situation({ target }));
      const { world, ports, asking } = given;
      await createReplay(ports, caller, asking({ key: '1' }));
      await given.carryOut();
      expect(await firings(given, 'm1')).toHaveLength(1);
      await world.send('PUT', `/v2/alarms/${given.alarmId}/state`, '"ok"');
      await createReplay(ports, caller, asking({ key: '2' }));
      await createReplay(ports, caller, asking({ key: '3' }));
      await given.carryOut();
      expect(await firings(given, 'm1')).toHaveLength(2);
    },
  );

  test('I-d: no other alarm of the project is changed by a replay to one, nor has a history of it', async () => {
    await fc.assert(
      fc.asyncProperty(situations, async (drawn) => {
        const given = await replayWorld({ ...drawn, target: 'alarm' });
        const { world, ports, asking } = given;
        const other = await world.create({ repeat_actions: true });
        const of = async () => ({
          row: await world.ports.alarms.get('p1', other),
          history: await world.ports.alarmHistory.listOfAlarm('p1', other, { limit: 100 }),
        });
        const before = await of();
        await createReplay(ports, caller, asking());
        await given.carryOut();
        expect(await of()).toEqual(before);
        const { idle } = await given.records();
        expect(idle.filter((hit) => hit.alarmId === other)).toEqual([]);
      }),
    );
  });

  test('I-e: what a replay leads to names it, the acceptance that it copies, and the first of the chain', async () => {
    const given = await replayWorld(
      situation({ repeat: false, events: [{ id: 'm3', type: 'a' }] }),
    );
    const { world, ports, alarmId } = given;
    await world.send('PUT', `/v2/alarms/${alarmId}/state`, '"ok"');
    const before = world.ports.deliveryQueue.sent.length;
    const digest = createHash('sha256').update('copy').digest('hex');
    const copied = { id: 'r0', of: 'a1', root: 'a0' };
    const stored = {
      projectId: 'p1',
      at: world.ports.clock.now(),
      acceptance: digest,
      messageId: 'm1',
      eventType: 'compute.instance.create',
      replayed: copied,
    };
    world.storedEvents.add(stored, anEvent());
    const asked = given.asking({ source: { kind: 'message', messageId: 'm1' } });
    const { replay } = await createReplay(ports, caller, asked);
    await given.carryOut();
    const lineage = { id: replay.id, of: digest, root: 'a0' };
    const [firing] = await firings(given, 'm1');
    expect(firing?.trigger).toMatchObject({ replay: lineage });
    const causes = world.ports.deliveryQueue.sent.slice(before);
    expect(causes.map(({ message }) => message.cause?.replayId)).toEqual([replay.id]);
    await createReplay(ports, caller, { ...asked, asNew: true });
    await given.carryOut();
    const { idle } = await given.records();
    expect(idle.map((hit) => hit.replay?.root)).toEqual(['a0']);
  });

  test('I-e: stored copies of copies end at the accepted event, and so do executions', async () => {
    const given = await replayWorld(situation({ target: 'project' }));
    const { world, ports } = given;
    const [source] = await world.storedEvents.byMessage('p1', 'm1');
    const root = source?.acceptance ?? '';
    const ids: string[] = [];
    let acceptanceId = root;
    for (let i = 0; i < 3; i += 1) {
      const asked = given.asking({ source: { kind: 'acceptance', acceptanceId } });
      // oxlint-disable no-await-in-loop -- each copies the copy of the one before
      ids.push((await createReplay(ports, caller, asked)).replay.id);
      await given.carryOut();
      const copies = await world.storedEvents.byMessage('p1', 'm1');
      // oxlint-enable no-await-in-loop
      const copy = copies.find(({ replayed }) => replayed?.of === acceptanceId);
      expect(copy?.replayed).toEqual({ id: ids[i], of: acceptanceId, root });
      acceptanceId = copy?.acceptance ?? '';
    }
    const target = { kind: 'function', functionId: crypto.randomUUID(), noticeOf: null } as const;
    const source2 = { kind: 'acceptance', acceptanceId } as const;
    const asked = given.asking({ source: source2, target });
    const { replay } = await createReplay(ports, caller, asked);
    await given.carryOut();
    const { copies } = await showReplay(ports, caller, replay.id);
    expect(copies[0]?.copy.lineage).toEqual({ id: replay.id, of: acceptanceId, root });
    expect(world.ports.executionQueue.sent).toMatchObject([
      {
        kind: 'replay',
        projectId: 'p1',
        functionId: target.functionId,
        replayId: replay.id,
        executionId: copies[0]?.copy.executionId,
        cause: { messageId: 'm1', acceptanceId: copies[0]?.copy.acceptance, replayId: replay.id },
      },
    ]);
  });

  test('I-f: a dry one says what the real one then does', async () => {
    await fc.assert(
      fc.asyncProperty(situations, async (drawn) => {
        const given = await replayWorld(drawn);
        const { ports, asking } = given;
        const { dry = [] } = await createReplay(ports, caller, asking({ mode: 'dry' }));
        const before = await given.records();
        const { replay } = await createReplay(ports, caller, asking());
        await given.carryOut();
        const after = await given.records();
        const explanations = dry.flatMap((each) => each.explanations);
        expect(after.history.length - before.history.length).toBe(
          explanations.filter(({ would }) => would === 'fire').length,
        );
        const { copies } = await showReplay(ports, caller, replay.id);
        // A new message id is the replay's own, and a dry one is another replay.
        const dryIds = drawn.asNew ? dry.map(({ copy }) => copy.messageId) : [];
        const realIds = drawn.asNew ? copies.map(({ copy }) => copy.messageId) : [];
        const { sent } = given.world.ports.executionQueue;
        expect(
          sent.map((each) => anyIds(JSON.stringify('input' in each && each.input), realIds)),
        ).toEqual(
          dry.flatMap(({ input: text }) =>
            typeof text === 'string' ? [anyIds(JSON.stringify({ text }), dryIds)] : [],
          ),
        );
        expect(copies.map(({ copy }) => copy.lineage.of)).toEqual(
          dry.map(({ copy }) => copy.lineage.of),
        );
      }),
    );
  });
});
