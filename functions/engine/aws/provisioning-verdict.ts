/** The function was changed, or is being changed, by somebody else. */
const overtaken = new Set([
  'PreconditionFailedException',
  'ResourceConflictException',
  'ResourceNotFoundException',
]);

/** Lambda will never accept this code or configuration. */
const refused = new Set([
  'InvalidParameterValueException',
  'CodeStorageExceededException',
  'CodeVerificationFailedException',
  'InvalidZipFileException',
  'RequestTooLargeException',
]);

/** The role or layer of a new deployment is not visible everywhere yet. */
const transient = /cannot be assumed|currently in the following state|Please try again/i;

/** The image does not exist, or its repository does not let Lambda read it. */
const unreadableImage = /\bECR\b|source image/i;

/** Without the variables of the function, which Lambda repeats if they are too many. */
const told = (message: string): string => message.replace(/\s*String measured:[\s\S]*/, '');

/** What an error of Lambda's control plane means. Rethrows outages and transient errors. */
export function verdictOf(
  error: unknown,
): { readonly kind: 'overtaken' } | { readonly kind: 'refused'; readonly reason: string } {
  if (!(error instanceof Error)) throw error;
  if (overtaken.has(error.name)) return { kind: 'overtaken' };
  const ofImage = error.name === 'AccessDeniedException' && unreadableImage.test(error.message);
  if (!(refused.has(error.name) || ofImage) || transient.test(error.message)) throw error;
  return { kind: 'refused', reason: `Lambda does not take the function: ${told(error.message)}` };
}
