import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type HmacSha256,
  signatureHeaders,
  signingKey,
  signingSecret,
} from '../../../../functions/alarming/core/delivery/webhook-signature.ts';

const hmac: HmacSha256 = (key, text) => createHmac('sha256', key).update(text).digest('base64');

const keyOf = (secret: string) => {
  const key = signingKey(secret);
  if (!key) throw new Error('no secret');
  return key;
};

/** The test vector of the reference libraries of Standard Webhooks. */
const reference = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  delivery: {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestampSeconds: 1614265330,
    body: '{"test": 2432232314}',
  },
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

describe('Standard Webhooks signatures', () => {
  test('match the reference vector', () => {
    expect(signatureHeaders(reference.delivery, [keyOf(reference.secret)], hmac)).toEqual({
      'webhook-id': reference.delivery.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': reference.signature,
    });
  });

  test('of two secrets are two signatures, the newer first', () => {
    const newer = signingSecret(new Uint8Array(32).fill(7));
    const headers = signatureHeaders(
      reference.delivery,
      [keyOf(newer), keyOf(reference.secret)],
      hmac,
    );
    const [first, second, ...others] = headers['webhook-signature']?.split(' ') ?? [];
    expect(first).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
    expect(second).toBe(reference.signature);
    expect(others).toEqual([]);
  });

  test('a printed secret reads back as its key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 64 }), (key) => {
        expect(signingKey(signingSecret(key))).toEqual(key);
      }),
    );
  });

  test.each([
    '',
    'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'whsec_',
    'whsec_c2hvcnQ=',
    'whsec_not base64 at all, not at all!!',
    `whsec_${'A'.repeat(33)}`,
    `whsec_${'A'.repeat(100)}`,
    'whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  ])('"%s" is not a secret', (text) => {
    expect(signingKey(text)).toBeUndefined();
  });
});
