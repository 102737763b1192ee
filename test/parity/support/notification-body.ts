import fc from 'fast-check';
import type { JsonPath } from '../../../functions/events/sources/ceilometer/core/json-path.ts';
import {
  definitionFor,
  type TraitDefinition,
} from '../../../functions/events/sources/ceilometer/core/event-definition.ts';
import { shippedDefinitions } from '../../../functions/events/sources/ceilometer/core/shipped-definitions.ts';

/** An event type for each glob of each definition that Ceilometer ships, and one that matches none. */
const everyEventType: readonly string[] = [
  ...new Set(
    shippedDefinitions.flatMap(({ included }) =>
      included.map((glob) => glob.replace(/^\*/, 'audit.').replaceAll('*', 'change.end')),
    ),
  ),
  'baremetal.node.power_set.end',
];

const value = fc.oneof(
  { weight: 6, arbitrary: fc.string({ maxLength: 12 }) },
  fc.constantFrom('', null, true, false, 0, 1, -7, 2.5, 1e16, 'x'.repeat(300), "it's", 'é😀'),
  fc.constantFrom('5', ' 12 ', '2.5', [], [1, 'a', null, 2.5], { a: 'b', c: [true] }),
);
const instant = fc.constantFrom(
  '2026-11-23T03:00:00.123456',
  '2026-11-23 03:00:00',
  '2026-11-23T05:00:00+02:00',
  '2026-11-23T03:00:00Z',
  '',
  null,
);
const whole = fc.constantFrom<unknown>(0, 1, 512, '512', 1.9, '', null, true);

const valueFor = ({ type }: TraitDefinition): fc.Arbitrary<unknown> =>
  type === 'datetime' ? instant : type === 'int' ? whole : value;

type Members = Record<string, unknown>;

/** Puts a value where a path finds it: at the first alternative of the path. */
function put(path: JsonPath, at: Members, content: unknown): void {
  const steps = stepsOf(path);
  let holder: Members = at;
  for (const step of steps.slice(0, -1)) {
    const held = holder[step];
    if (typeof held !== 'object' || held === null) holder[step] = {};
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- just made one
    holder = holder[step] as Members;
  }
  const last = steps.at(-1);
  if (last !== undefined) holder[last] = content;
}

/** The names on the path. Lists are added later. */
function stepsOf(path: JsonPath): readonly string[] {
  if (path.kind === 'fields') return path.names.slice(0, 1);
  if (path.kind === 'child') return [...stepsOf(path.left), ...stepsOf(path.right)];
  return path.kind === 'union' ? stepsOf(path.left) : [];
}

/** A notification as Ceilometer's agent passes it to its converter, with values for the traits of its type. */
export const notificationBody: fc.Arbitrary<Members> = fc
  .constantFrom(...everyEventType)
  .chain((eventType) => {
    const traits = definitionFor(shippedDefinitions, eventType)?.traits ?? [];
    return fc
      .tuple(
        fc.tuple(...traits.map((trait) => fc.option(valueFor(trait), { nil: undefined }))),
        fc.record({
          request_id: value,
          project_id: value,
          user_id: value,
          tenant_id: value,
          trustor_user_id: value,
        }),
        fc.constantFrom('compute.host-1.example.org', 'network.host', 'nohost', 'a.b.c.d', ''),
        fc.option(fc.constantFrom('image_id', 'other'), { nil: undefined }),
        fc.option(fc.array(fc.record({ server_id: value }), { maxLength: 2 }), { nil: undefined }),
      )
      .map(([values, ctxt, publisher, key, attachments]) => {
        const body: Members = {
          ctxt,
          publisher_id: publisher,
          event_type: eventType,
          payload: { tenant_id: 't1' },
          metadata: {
            message_id: 'f2f1bd2e-ea4e-4ba8-a6ba-e2d4a3a7d5a3',
            timestamp: '2026-11-23 03:00:00.123456',
          },
        };
        traits.forEach((trait, i) => {
          const whereabouts = trait.source;
          if (typeof whereabouts === 'number' || values[i] === undefined) return;
          const steps = stepsOf(whereabouts);
          if (steps[0] === 'payload' && steps.length > 1) put(whereabouts, body, values[i]);
        });
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made above
        const payload = body['payload'] as Members;
        if (key !== undefined)
          payload['glance_metadata'] = [
            { key: 'kernel_id', value: 'k' },
            { key, value: 'i-1' },
          ];
        if (attachments !== undefined) payload['volume_attachment'] = attachments;
        return body;
      });
  });
