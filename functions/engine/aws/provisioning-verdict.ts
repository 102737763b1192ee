/** Somebody else has changed, or is changing, the function. */
const overtaken = new Set([
  'PreconditionFailedException',
  'ResourceConflictException',
  'ResourceNotFoundException',
]);

/** Lambda takes this code or configuration neither now nor later. */
const refused = new Set([
  'InvalidParameterValueException',
  'CodeStorageExceededException',
  'CodeVerificationFailedException',
  'InvalidZipFileException',
  'RequestTooLargeException',
]);

/** The role or the layer of a deployment that is a minute old: seen everywhere a moment later. */
const passing = /cannot be assumed|currently in the following state|Please try again/i;

/** Of an image that is not there, or whose repository keeps it from Lambda. */
const unreadableImage = /\bECR\b|source image/i;

/** What a refused call to Lambda's control plane means; an outage is thrown on. */
export function verdictOf(
  error: unknown,
): { readonly kind: 'overtaken' } | { readonly kind: 'refused'; readonly reason: string } {
  if (!(error instanceof Error)) throw error;
  if (overtaken.has(error.name)) return { kind: 'overtaken' };
  const ofImage = error.name === 'AccessDeniedException' && unreadableImage.test(error.message);
  if (!(refused.has(error.name) || ofImage) || passing.test(error.message)) throw error;
  return { kind: 'refused', reason: `Lambda does not take the function: ${error.message}` };
}
