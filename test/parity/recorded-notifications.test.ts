import { assert, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  novaSamples,
  recordedBody,
  recordingsAreThere,
  searchlightRecordings,
} from './support/recorded-notifications.ts';
import {
  askCeilometer,
  type Body,
  converted,
  isError,
  scriptOf,
  sendersPython,
} from './support/conversion.ts';
import { ask, isInstalled } from './support/oracle.ts';

interface Recording {
  readonly place: string;
  readonly body: Body;
}

/** Ceilometer cannot read its timestamp, "12:47:.634363", and drops the event. */
const unreadable = 'images.json image.member.create';

const there = recordingsAreThere();

describe.skipIf(!isInstalled(sendersPython, '-c', 'import ceilometer'))(
  'recorded notifications become the same events as in Ceilometer, field by field',
  () => {
    let inCeilometer: readonly Recording[] = [];
    const onDevstack: readonly Recording[] = there ? searchlightRecordings() : [];
    let theirs: ReadonlyMap<Recording, unknown> = new Map();

    const ours = (recordings: readonly Recording[]) =>
      recordings.map(({ place, body }) => ({ place, event: converted(body) }));
    const expected = (recordings: readonly Recording[]) =>
      recordings.map((recording) => ({ place: recording.place, event: theirs.get(recording) }));

    beforeAll(async () => {
      const found = await ask([sendersPython, scriptOf('recorded_in_ceilometer.py')], []);
      inCeilometer = z.array(z.object({ place: z.string(), body: recordedBody })).parse(found);
      const all = [...inCeilometer, ...onDevstack];
      const answers = await askCeilometer(
        all.map(({ body }) => ({ notification: body, definitions: null })),
      );
      theirs = new Map(all.map((recording, i) => [recording, answers[i]]));
    });

    test("those of Ceilometer's own tests", () => {
      expect(inCeilometer.length).toBeGreaterThanOrEqual(7);
      expect(ours(inCeilometer)).toEqual(expected(inCeilometer));
    });

    test.skipIf(!there)('those of a devstack', () => {
      const readable = onDevstack.filter(({ place }) => place !== unreadable);
      expect(readable.length).toBeGreaterThanOrEqual(72);
      expect(ours(readable)).toEqual(expected(readable));
    });

    test.skipIf(!there)(
      'except one that Ceilometer drops, which keeps its timestamp as text',
      () => {
        const [recording] = onDevstack.filter(({ place }) => place === unreadable);
        assert(recording);
        expect(isError(theirs.get(recording))).toBe(true);
        expect(converted(recording.body)).toMatchObject({
          event_type: 'image.member.create',
          message_id: recording.body.metadata.message_id,
          generated: recording.body.metadata.timestamp,
        });
      },
    );
  },
);

describe.skipIf(!there)("Nova's samples of versioned notifications", () => {
  const samples = there ? novaSamples() : [];

  test('each keeps its type and has its project and instance as traits', () => {
    expect(samples.length).toBeGreaterThan(100);
    expect(
      samples.map(({ place, sample }) => {
        const { event_type, traits } = eventOf(sample);
        const { project_id, tenant_id, instance_id } = traits;
        return { place, event_type, project_id, tenant_id, instance_id };
      }),
    ).toEqual(
      samples.map(({ place, sample: { event_type, payload } }) => {
        const data = payload['nova_object.data'];
        const project = projectOf(data) ?? 'of the request';
        const instance = instanceOf(event_type, data);
        return {
          place,
          event_type,
          project_id: project,
          tenant_id: project,
          instance_id: instance,
        };
      }),
    );
  });

  test('those of an instance have the traits that alarms need', () => {
    const ofInstances = samples.filter(({ sample }) => sample.event_type.startsWith('instance.'));
    expect(ofInstances.length).toBeGreaterThan(80);
    expect(
      ofInstances.map(({ place, sample }) => ({ place, ...eventOf(sample).traits })),
    ).toMatchObject(
      ofInstances.map(({ place, sample }) => {
        const { uuid, ...data } = sample.payload['nova_object.data'];
        const asked = ['display_name', 'state', 'host', 'availability_zone', 'user_id']
          .map((name) => [name, data[name]])
          .filter(([, value]) => typeof value === 'string');
        return { place, resource_id: uuid, ...Object.fromEntries(asked) };
      }),
    );
  });
});

const event = z.object({
  event_type: z.string(),
  traits: z.array(z.tuple([z.string(), z.number(), z.unknown()])),
});

function eventOf(sample: ReturnType<typeof novaSamples>[number]['sample']) {
  const { event_type, traits } = event.parse(
    converted({
      ...sample,
      ctxt: { project_id: 'of the request' },
      metadata: { message_id: 'm1', timestamp: '2026-11-23 03:00:00' },
    }),
  );
  return { event_type, traits: Object.fromEntries(traits.map(([name, , value]) => [name, value])) };
}

function projectOf(data: Readonly<Record<string, unknown>>): unknown {
  const asked = z
    .object({ 'nova_object.data': z.object({ project_id: z.string() }) })
    .safeParse(data['request_spec']).data;
  return data['tenant_id'] ?? data['project_id'] ?? asked?.['nova_object.data'].project_id;
}

const instanceOf = (type: string, data: Readonly<Record<string, unknown>>): unknown =>
  type.startsWith('instance.') ? data['uuid'] : data['instance_uuid'];
