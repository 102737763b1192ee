import { Fault } from '../../../platform/core/fault.ts';
import { utf8Length } from '../../../platform/core/utf8-length.ts';

/** A secret as the rows of functions and versions keep it: encrypted. */
export interface SealedSecret {
  readonly name: string;
  readonly sealed: string;
  /** What it counts towards the limit. */
  readonly bytes: number;
}

/** Names and values together; Lambda takes 4096 bytes of variables, with ours among them. */
export const maximumSecretBytes = 3072;
export const maximumSecrets = 32;
const maximumNameLength = 64;

const variableName = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Variables of Lambda, of the dynamic linker, of Python and ours; those that the handler itself sets or passes on. */
const reserved =
  /^(AWS_|LAMBDA_|TAIBAI_|LD_|PYTHON|LC_)|^(PATH|HOME|TMPDIR|LANG|TZ|SSL_CERT_FILE|SSL_CERT_DIR)$/i;

/** Refuses a name that cannot be an environment variable of the function's process. */
export function requireSecretName(name: string): void {
  if (!variableName.test(name) || name.length > maximumNameLength)
    throw new Fault(
      'invalid',
      `The name of a secret has at most ${maximumNameLength} letters, digits and underscores, and begins with a letter.`,
    );
  if (reserved.test(name)) throw new Fault('invalid', `The name ${name} is reserved.`);
}

/** Refuses a value that no environment variable can have. Never repeats it. */
export function requireSecretValue(value: string): void {
  if (value.includes('\0') || /\p{Surrogate}/u.test(value))
    throw new Fault('invalid', 'The value of a secret must be text without the character NUL.');
  if (utf8Length(value) > maximumSecretBytes) throw tooMuch();
}

/** What a secret counts: Lambda measures its variables as JSON. */
export const secretBytes = (name: string, value: string): number =>
  utf8Length(JSON.stringify(name)) + utf8Length(JSON.stringify(value)) + 2;

/** The secrets with this one in the place of any of its name, in the order of their names. */
export function withSecret(
  secrets: readonly SealedSecret[],
  secret: SealedSecret,
): readonly SealedSecret[] {
  const next = [...withoutSecret(secrets, secret.name), secret].toSorted((one, other) =>
    one.name < other.name ? -1 : 1,
  );
  if (next.length > maximumSecrets)
    throw new Fault('forbidden', `A function has at most ${maximumSecrets} secrets.`);
  if (next.reduce((sum, { bytes }) => sum + bytes, 0) > maximumSecretBytes) throw tooMuch();
  return next;
}

export const withoutSecret = (
  secrets: readonly SealedSecret[],
  name: string,
): readonly SealedSecret[] => secrets.filter((secret) => secret.name !== name);

const tooMuch = (): Fault =>
  new Fault(
    'forbidden',
    `The secrets of a function have at most ${maximumSecretBytes} bytes together, with their names and written as JSON.`,
  );
