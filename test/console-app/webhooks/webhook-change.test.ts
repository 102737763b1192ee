import { describe, expect, it } from 'vitest';
import {
  changeCommand,
  changeOf,
  targetNow,
} from '../../../console/src/screens/webhooks/webhook-change.ts';

const webhook = {
  id: 'w1',
  function_id: 'f1',
  function_version: 0,
  function_alias: null,
  description: null,
  created_at: '2026-11-27 10:00:00',
  updated_at: null,
  webhook_url: 'https://taibai.example/v1/webhooks/w1/invoke',
};
const ofVersion = { ...webhook, function_version: 3 };
const ofAlias = { ...webhook, function_id: null, function_version: null, function_alias: 'live' };

describe('a change of a webhook', () => {
  it.each([webhook, ofVersion, ofAlias])('is none if nothing was changed: %o', (one) => {
    expect(changeOf(one, targetNow(one), one.description ?? '')).toEqual({});
  });

  it('names the whole target, since the API keeps what is not named', () => {
    expect(changeOf(ofVersion, { function_id: 'f1' }, '')).toEqual({ function_id: 'f1' });
    expect(changeOf(webhook, { function_alias: 'live' }, 'd')).toEqual({
      function_alias: 'live',
      description: 'd',
    });
  });

  it('may take the description away', () => {
    const described = { ...webhook, description: 'd' };
    expect(changeOf(described, targetNow(described), '')).toEqual({ description: '' });
  });
});

describe('the command that changes a webhook', () => {
  it('keeps the version, which the client would set to the newest', () => {
    const change = changeOf(ofVersion, targetNow(ofVersion), "it's");
    expect(changeCommand('w1', targetNow(ofVersion), change)).toBe(
      "openstack webhook update w1 --function-id f1 --function-version 3 --description 'it'\\''s'",
    );
  });

  it('is a request for an alias, which the client does not know', () => {
    const command = changeCommand('w1', { function_alias: 'live' }, { function_alias: 'live' });
    expect(command).toContain('curl -sS -X PUT "$TAIBAI_URL/v1/webhooks/w1"');
    expect(command).toContain(`'{"function_alias":"live"}'`);
  });
});
