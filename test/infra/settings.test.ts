import { describe, expect, test } from 'vitest';
import { parseSettings } from '../../infra/settings.ts';

const knownPassword = {
  users: [
    {
      name: 'a',
      password: 'known',
      defaultProject: 'p',
      assignments: [{ project: 'p', roles: ['admin'] }],
    },
  ],
};

const parse = (settings: object) => parseSettings(JSON.stringify(settings), 'my.json');

describe('the settings of a deployment', () => {
  test('default to one administrator without a password', () => {
    expect(parse({})).toMatchObject({
      namePrefix: 'taibai',
      regionName: 'RegionOne',
      users: [
        {
          name: 'admin',
          defaultProject: 'admin',
          assignments: [{ project: 'admin', roles: ['admin'] }],
        },
      ],
      tokenLifetimeSeconds: 3600,
      ruleLimit: 235,
      executionRetentionDays: 30,
      allowedNetworks: [],
    });
    expect(JSON.stringify(parse({}))).not.toContain('password');
  });

  test('have no users of their own if an existing Keystone has them', () => {
    const { users, keystone } = parse(withKeystone({}));
    expect(users).toEqual([]);
    expect(keystone?.rememberSeconds).toBe(5);
    expect(() => parse(withKeystone({ authUrl: 'http://127.0.0.1:5000/v3' }))).not.toThrow();
  });

  test('rules of their own are what the quota leaves beside the shared and the reserved ones', () => {
    expect(parse({ ruleQuota: 100 }).ruleLimit).toBe(35);
    expect(parse({ ruleQuota: 65 }).ruleLimit).toBe(0);
  });

  test('may change one throttle without the others', () => {
    const { throttles } = parse({ throttles: { tokens: { rate: 5, burst: 9 } } });
    expect(throttles).toEqual({
      tokens: { rate: 5, burst: 9 },
      others: { rate: 500, burst: 1000 },
      webhooks: { rate: 1000, burst: 2000 },
    });
  });

  test.each([
    ['an unknown key', { publicURL: 'http://x' }, /publicURL/],
    ['an unknown key of a user', { users: [{ name: 'a', role: 'admin' }] }, /role/],
    ['a password, which would be readable in the template', knownPassword, /Secrets Manager/],
    ['an unknown role', user({ roles: ['root'] }), /roles/],
    ['a prefix that no name may begin with', { namePrefix: 'Tai Bai' }, /namePrefix/],
    ["a prefix that another deployment's functions could match", { namePrefix: 'a-fn' }, /-fn/],
    ['a public URL with a trailing slash', { publicUrl: 'http://localhost/' }, /slash/],
    ['a public URL with another scheme', { publicUrl: 'ftp://localhost' }, /publicUrl/],
    ['an address instead of a network', { allowedNetworks: ['10.0.0.1'] }, /allowedNetworks/],
    ['a retention that CloudWatch does not accept', { logRetentionDays: 31 }, /logRetentionDays/],
    ['infinite log retention', { logRetentionDays: 9999 }, /must not be infinite/],
    ['a bus without room for the shared rules', { ruleQuota: 64 }, /ruleQuota/],
    ['a limit of own rules that no quota supports', { ruleLimit: 236 }, /"ruleLimit"/],
    [
      'an execution retention that is too short for a late redrive',
      { executionRetentionDays: 29 },
      /30/,
    ],
    ['an unknown limit', { projectLimits: { function: 5 } }, /"function"/],
    [
      'a time-out that is longer than an executor can wait',
      { projectLimits: { functionTimeoutSeconds: 841 } },
      /functionTimeoutSeconds/,
    ],
    ['a limit below Qinling’s own', { projectLimits: { functionCpu: 299 } }, /functionCpu/],
    [
      'users in addition to an existing Keystone',
      { ...user({ roles: ['admin'] }), ...withKeystone({}) },
      /keystone/,
    ],
    ['a Keystone without TLS', withKeystone({ authUrl: 'http://keystone.example/v3' }), /https/],
    [
      'a Keystone URL without a version',
      withKeystone({ authUrl: 'https://keystone.example' }),
      /v3/,
    ],
    ['a secret that is not an ARN', withKeystone({ credentialSecretArn: 'keystone' }), /arn/],
    ['a token cache that is too long', withKeystone({ rememberSeconds: 301 }), /rememberSeconds/],
    [
      'a Gnocchi that nobody may ask, for want of a Keystone',
      { metrics: false, metricAlarms: { gnocchi: { url: 'https://gnocchi.example' } } },
      /metricAlarms.gnocchi: needs keystone/,
    ],
    [
      'a Gnocchi elsewhere beside our own metrics',
      { ...withKeystone({}), metricAlarms: { gnocchi: { url: 'https://gnocchi.example' } } },
      /metricAlarms.gnocchi: needs "metrics": false/,
    ],
    [
      'measures of the account that nothing would store',
      { metrics: false, accountMetrics: { projects: { '*': 'p1' } } },
      /accountMetrics: needs metrics/,
    ],
    [
      'a metric of the account that is no measure',
      { accountMetrics: { projects: { '*': 'p1' }, metrics: ['CPUCreditBalance'] } },
      /metrics/,
    ],
    ['less concurrency than AWS accepts', { concurrency: { hits: 1 } }, /hits/],
  ])('refuse %s and name the key', (_, settings, message) => {
    expect(() => parse(settings)).toThrow(message);
    expect(() => parse(settings)).toThrow(/^my\.json/);
  });

  test('refuse a file that is not JSON and name it', () => {
    expect(() => parseSettings('{', 'my.json')).toThrow('my.json is not JSON');
  });
});

function withKeystone(over: object) {
  const authUrl = 'https://keystone.example:5000/v3';
  return { keystone: { authUrl, credentialSecretArn: 'arn:aws:secret', ...over } };
}

function user(assignment: object) {
  return {
    users: [{ name: 'a', defaultProject: 'p', assignments: [{ project: 'p', ...assignment }] }],
  };
}
