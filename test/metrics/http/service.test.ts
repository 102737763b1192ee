import { describe, expect, test } from 'vitest';
import { withoutDoubleSlash } from '../../../functions/metrics/http/tidy-path.ts';
import { admin, metricsWorld } from '../support/metrics-world.ts';

describe('the metrics service', () => {
  test('says without a token what it is, and of major version 4', async () => {
    const { app } = metricsWorld();
    const response = await app.request('http://taibai.test/metric');
    expect(await response.json()).toMatchObject({
      build: expect.stringMatching(/^4\.[2-9]/),
      versions: [{ id: 'v1.0', links: [{ rel: 'self', href: 'http://taibai.test/metric/v1/' }] }],
    });
    const health = await app.request('http://taibai.test/metric/healthcheck');
    expect([health.status, await health.text()]).toEqual([200, '']);
  });

  test('refuses a request without a valid token as OpenStack does', async () => {
    const { app } = metricsWorld();
    for (const headers of [{}, { 'x-auth-token': 'wrong' }]) {
      const response = await app.request('http://taibai.test/metric/v1/metric', { headers });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe(
        'Keystone uri="http://taibai.test/identity"',
      );
      expect(await response.json()).toEqual({
        error: {
          code: 401,
          title: 'Unauthorized',
          message: 'The request you have made requires authentication.',
        },
      });
    }
  });

  test('lists all methods of aggregation', async () => {
    const { send } = metricsWorld();
    const { json } = await send('GET', '/v1/capabilities/');
    expect(json.aggregation_methods).toHaveLength(216);
    expect(json.aggregation_methods).toEqual(expect.arrayContaining(['mean', 'rate:99pct']));
  });

  test('tells administrators that nothing waits', async () => {
    const { send, refusal } = metricsWorld();
    expect(await refusal('GET', '/v1/status')).toEqual([403, '']);
    const summary = { summary: { metrics: 0, measures: 0 } };
    const { json } = await send('GET', '/v1/status?details=False', undefined, admin);
    expect(json.storage).toEqual(summary);
    const details = await send('GET', '/v1/status', undefined, admin);
    expect(details.json.storage).toEqual({ ...summary, measures_to_process: {} });
    expect(details.json.metricd.processors).toHaveLength(1);
  });

  test('refuses an unknown route, another method, and what is no JSON', async () => {
    const { send, refusal } = metricsWorld();
    expect(await refusal('GET', '/v1/nothing')).toEqual([404, null]);
    const put = await send('PUT', '/v1/archive_policy/low');
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'DELETE, GET, PATCH']);
    expect((await send('HEAD', '/v1/archive_policy')).status).toBe(405);
    const plain = { headers: { 'content-type': 'text/plain' } };
    expect(await refusal('POST', '/v1/metric', '{}', plain)).toEqual([415, '']);
    expect(await refusal('POST', '/v1/metric', '{')).toEqual([
      400,
      { cause: 'Unable to decode body', reason: expect.any(String), detail: [] },
    ]);
  });

  test('says that other protocols are not served', async () => {
    const { refusal } = metricsWorld();
    expect(await refusal('POST', '/v1/influxdb/write?db=x', '')).toEqual([
      404,
      expect.stringContaining('InfluxDB'),
    ]);
    expect(await refusal('POST', '/v1/prometheus/write', '')).toEqual([
      404,
      expect.stringContaining('Prometheus'),
    ]);
  });

  test('takes the two slashes that the client writes, and no others', () => {
    expect(withoutDoubleSlash('/metric/v1/archive_policy//low')).toBe(
      '/metric/v1/archive_policy/low',
    );
    expect(withoutDoubleSlash('/metric/v1/archive_policy_rule//a')).toBe(
      '/metric/v1/archive_policy_rule/a',
    );
    for (const path of ['/metric/v1//metric', '/metric/v1/archive_policy///x', '/v1//metric'])
      expect(withoutDoubleSlash(path)).toBe(path);
  });
});
