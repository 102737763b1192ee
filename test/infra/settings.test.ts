import { describe, expect, test } from 'vitest';
import { parseSettings } from '../../infra/settings.ts';

const parse = (settings: object) => parseSettings(JSON.stringify(settings), 'my.json');

describe('settings of a deployment', () => {
  test('without any there is one administrator, and no password in sight', () => {
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

  test('an existing Keystone keeps the users, and there are none of ours', () => {
    const { users, keystone } = parse(elsewhere({}));
    expect(users).toEqual([]);
    expect(keystone?.rememberSeconds).toBe(5);
    expect(() => parse(elsewhere({ authUrl: 'http://127.0.0.1:5000/v3' }))).not.toThrow();
  });

  test('rules of their own are what the quota leaves beside the shared and the reserved ones', () => {
    expect(parse({ ruleQuota: 100 }).ruleLimit).toBe(35);
    expect(parse({ ruleQuota: 65 }).ruleLimit).toBe(0);
  });

  test('one throttle may be changed without the other', () => {
    const { throttles } = parse({ throttles: { tokens: { rate: 5, burst: 9 } } });
    expect(throttles).toEqual({
      tokens: { rate: 5, burst: 9 },
      webhooks: { rate: 1000, burst: 2000 },
    });
  });

  test.each([
    ['an unknown key', { publicURL: 'http://x' }, /publicURL/],
    ['an unknown key of a user', { users: [{ name: 'a', role: 'admin' }] }, /role/],
    ['a role nobody knows', user({ roles: ['root'] }), /roles/],
    ['a prefix that is no beginning of a name', { namePrefix: 'Tai Bai' }, /namePrefix/],
    ['a prefix that could be mistaken for functions of another', { namePrefix: 'a-fn' }, /-fn/],
    ['a public URL with a slash at its end', { publicUrl: 'http://localhost/' }, /slash/],
    ['a public URL of another scheme', { publicUrl: 'ftp://localhost' }, /publicUrl/],
    ['a network that is none', { allowedNetworks: ['10.0.0.1'] }, /allowedNetworks/],
    ['a retention CloudWatch does not know', { logRetentionDays: 31 }, /logRetentionDays/],
    ['logs that are kept for ever', { logRetentionDays: 9999 }, /must end/],
    ['executions that a late redrive would not find', { executionRetentionDays: 29 }, /30/],
    ['a bus without room for the shared rules', { ruleQuota: 64 }, /ruleQuota/],
    ['a limit of own rules that no quota is behind', { ruleLimit: 236 }, /"ruleLimit"/],
    ['a limit nobody knows', { projectLimits: { function: 5 } }, /"function"/],
    [
      'a time-out longer than an executor can wait',
      { projectLimits: { functionTimeoutSeconds: 841 } },
      /functionTimeoutSeconds/,
    ],
    ['a limit below Qinling’s', { projectLimits: { functionCpu: 299 } }, /functionCpu/],
    [
      'users beside a Keystone that keeps them',
      { ...user({ roles: ['admin'] }), ...elsewhere({}) },
      /keystone/,
    ],
    ['a Keystone without TLS', elsewhere({ authUrl: 'http://keystone.example/v3' }), /https/],
    ['a Keystone of no version', elsewhere({ authUrl: 'https://keystone.example' }), /v3/],
    ['a secret that is none', elsewhere({ credentialSecretArn: 'keystone' }), /arn/],
    ['a memory too long', elsewhere({ rememberSeconds: 301 }), /rememberSeconds/],
    ['less concurrency than AWS takes', { concurrency: { hits: 1 } }, /hits/],
  ])('%s is refused, and named', (_, settings, message) => {
    expect(() => parse(settings)).toThrow(message);
    expect(() => parse(settings)).toThrow(/^my\.json/);
  });

  test('a file that is not JSON is refused by name', () => {
    expect(() => parseSettings('{', 'my.json')).toThrow('my.json is not JSON');
  });
});

function elsewhere(over: object) {
  const authUrl = 'https://keystone.example:5000/v3';
  return { keystone: { authUrl, credentialSecretArn: 'arn:aws:secret', ...over } };
}

function user(assignment: object) {
  return {
    users: [{ name: 'a', defaultProject: 'p', assignments: [{ project: 'p', ...assignment }] }],
  };
}
