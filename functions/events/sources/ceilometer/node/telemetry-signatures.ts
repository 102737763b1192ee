import { createHmac, timingSafeEqual } from 'node:crypto';
import { signedText } from '../core/signed-text.ts';
import type { SignatureCheck } from '../../broker/ports.ts';

/** Verifies signatures with Ceilometer's `telemetry_secret`. */
export const telemetrySignatures = (secret: string): SignatureCheck => ({
  isValid(event) {
    const { message_signature: signature } = event;
    const text = signedText(event);
    if (typeof signature !== 'string' || text === undefined) return false;
    const expected = Buffer.from(createHmac('sha256', secret).update(text).digest('hex'));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  },
});
