/**
 * A message that can never be processed, for example because it is in a form that this release does not
 * know. Its consumer sends it to the dead-letter queue instead of trying again. The text goes along, so it
 * must not quote what may be secret.
 */
export class Unprocessable extends Error {
  override readonly name = 'Unprocessable';
}
