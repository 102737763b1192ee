import { Fault } from '../../../platform/core/fault.ts';
import { utf8Length } from '../../../platform/core/utf8-length.ts';

/** Named values of a webhook call, of its query and its form, in their order. */
export type WebhookParameters = readonly (readonly [name: string, value: string])[];

/** The most parameters of a call, repeated ones counted each, and their most bytes together. */
export const maximumParameters = 1000;
export const maximumParameterBytes = 262_144;

/** Refuses a call with too many or too large parameters. A JSON body has neither bound. */
export function requireFewParameters(parameters: WebhookParameters): void {
  if (parameters.length > maximumParameters)
    throw new Fault(
      'invalid',
      `A webhook takes at most ${maximumParameters} parameters, not ${parameters.length}. Send a JSON body instead.`,
    );
  const bytes = parameters.reduce(
    (sum, [name, value]) => sum + utf8Length(name) + utf8Length(value),
    0,
  );
  if (bytes > maximumParameterBytes)
    throw new Fault(
      'too-large',
      `The parameters of a webhook take at most ${maximumParameterBytes} bytes, not ${bytes}. Send a JSON body instead.`,
    );
}
