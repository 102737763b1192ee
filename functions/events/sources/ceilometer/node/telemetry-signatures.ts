import { createHmac, timingSafeEqual } from 'node:crypto';
import { signedText } from '../core/signed-text.ts';
import type { SignatureCheck } from '../../broker/ports.ts';

/** Checks signatures against Ceilometer's `telemetry_secret`. */
export const telemetrySignatures = (secret: string): SignatureCheck => ({
  isRight(event) {
    const { message_signature: signature } = event;
    if (typeof signature !== 'string') return false;
    const right = Buffer.from(createHmac('sha256', secret).update(signedText(event)).digest('hex'));
    const given = Buffer.from(signature);
    return given.length === right.length && timingSafeEqual(given, right);
  },
});
