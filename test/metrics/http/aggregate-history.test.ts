import { beforeEach, describe, expect, test } from 'vitest';
import { standingClock } from '../../support/clock.ts';
import { admin, metricsWorld } from '../support/metrics-world.ts';

const id = 'c14fafd8-2e50-4a1a-ac13-319c82fb2f65';
const other = '1ed9c196-4c9f-4ba8-a5be-c9a71a82aac4';
const ask = {
  resource_type: 'vm',
  search: {},
  operations: '(aggregate mean (metric uptime mean))',
};

let world: ReturnType<typeof metricsWorld>;
let clock: ReturnType<typeof standingClock>;
/** Each request is a moment after the one before. */
const until = (minutes: number) => clock.advance(minutes * 60 - seconds());
const seconds = () => (Date.parse(clock.now().slice(0, 23) + 'Z') - begin) / 1000;
const begin = Date.parse('2026-11-27T10:00:00Z');

const measuresAt = (minutes: readonly number[], value: number) =>
  minutes.map((minute) => ({ timestamp: begin / 1000 + minute * 60, value }));

/** A VM that is small for two and a half minutes, and large after that, with a measure of 60 each minute. */
beforeEach(async () => {
  clock = standingClock('2026-11-27T10:00:00.000000Z');
  world = metricsWorld({ clock });
  await world.send(
    'POST',
    '/v1/archive_policy',
    { name: 'p', definition: [{ granularity: 60 }] },
    admin,
  );
  await world.send(
    'POST',
    '/v1/resource_type',
    { name: 'vm', attributes: { flavor: { type: 'string', required: false } } },
    admin,
  );
  const metrics = { uptime: { archive_policy_name: 'p' } };
  await world.send('POST', '/v1/resource/vm', { id, flavor: 'small', metrics });
  until(2.5);
  await world.send('PATCH', `/v1/resource/vm/${id}`, { flavor: 'large' });
  until(10);
  await world.send(
    'POST',
    `/v1/resource/vm/${id}/metric/uptime/measures`,
    measuresAt([0, 1, 2, 3, 4], 60),
  );
});

const grouped = async (query: string, body: object = ask, asking = {}) =>
  world.send('POST', `/v1/aggregates?groupby=flavor${query}`, body, asking);
const valuesOf = async (query: string, body: object = ask) => {
  const { json } = await grouped(query, body);
  return json.map(
    ({
      group,
      measures,
    }: {
      group: { flavor: string };
      measures: { measures: { aggregated: [string, number, number][] } };
    }) => [
      group.flavor,
      measures.measures.aggregated.map(([time, , value]) => [time.slice(14, 16), value]),
    ],
  );
};

describe('aggregates with use_history', () => {
  test('are by the values that attributes had, and a window in which they changed counts in parts', async () => {
    expect(await valuesOf('&use_history=true')).toEqual([
      [
        'large',
        [
          ['02', 30],
          ['03', 60],
          ['04', 60],
        ],
      ],
      [
        'small',
        [
          ['00', 60],
          ['01', 60],
          ['02', 30],
        ],
      ],
    ]);
    expect(await valuesOf('')).toEqual([
      [
        'large',
        [
          ['00', 60],
          ['01', 60],
          ['02', 60],
          ['03', 60],
          ['04', 60],
        ],
      ],
    ]);
  });

  test('have only the revisions and the time that are asked for', async () => {
    expect(
      await valuesOf('&use_history=true&start=2026-11-27T10:03:00&stop=2026-11-27T10:04:00'),
    ).toEqual([['large', [['03', 60]]]]);
    expect(
      await valuesOf('&use_history=true&start=2026-11-27T10:00:00&stop=2026-11-27T10:02:00'),
    ).toEqual([
      [
        'small',
        [
          ['00', 60],
          ['01', 60],
        ],
      ],
    ]);
    expect(await valuesOf('&use_history=true', { ...ask, search: 'flavor = "small"' })).toEqual([
      [
        'small',
        [
          ['00', 60],
          ['01', 60],
          ['02', 30],
        ],
      ],
    ]);
  });

  test('count a measure that is older than its resource for the first revision, and one for a metric that came later', async () => {
    await world.send('POST', `/v1/resource/vm/${id}/metric`, {
      late: { archive_policy_name: 'p' },
    });
    const path = `/v1/resource/vm/${id}/metric/late/measures`;
    await world.send('POST', path, measuresAt([-5, 4], 60));
    const late = { ...ask, operations: '(aggregate mean (metric late mean))' };
    expect(await valuesOf('&use_history=true', late)).toEqual([
      ['large', [['04', 60]]],
      ['small', [['55', 60]]],
    ]);
  });

  test('sum the resources of a group', async () => {
    const metrics = { uptime: { archive_policy_name: 'p' } };
    await world.send('POST', '/v1/resource/vm', { id: other, flavor: 'large', metrics });
    await world.send('POST', `/v1/resource/vm/${other}/metric/uptime/measures`, measuresAt([4], 7));
    expect((await valuesOf('&use_history=true'))[0]).toEqual([
      'large',
      [
        ['02', 30],
        ['03', 60],
        ['04', 67],
      ],
    ]);
  });

  test('name the resources with details, and change nothing without groups', async () => {
    const { json } = await grouped('&use_history=true&details=true');
    expect(json[0].measures.references).toMatchObject([{ id }]);
    const plain = await world.send('POST', '/v1/aggregates', ask);
    const withHistory = await world.send('POST', '/v1/aggregates?use_history=true', ask);
    expect(withHistory.json).toEqual(plain.json);
  });

  test('are refused for what is not aggregated, and 404 where nothing is measured', async () => {
    const single = { ...ask, operations: '(metric uptime mean)' };
    expect(await grouped('&use_history=true', single)).toMatchObject({ status: 400 });
    const none = { ...ask, operations: '(aggregate mean (metric nope mean))' };
    expect(await grouped('&use_history=true', none)).toMatchObject({
      status: 404,
      json: { description: "Metric ['nope'] does not exist" },
    });
    expect(
      (await world.send('POST', '/v1/aggregates?groupby=nope&use_history=true', ask)).json,
    ).toMatchObject({ description: "Invalid pagination: `Sort key supplied is invalid: nope'" });
  });

  test('show other projects nothing', async () => {
    const asking = { user: 'u2', project: 'p2' };
    expect(await grouped('&use_history=true', ask, asking)).toMatchObject({ status: 404 });
  });
});
