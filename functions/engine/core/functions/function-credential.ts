import { Fault } from '../../../platform/core/fault.ts';

/** An application credential as the rows of functions and versions keep it. */
export interface FunctionCredential {
  readonly id: string;
  /** Who registered it: its owner. */
  readonly userId: string;
  /**
   * The encrypted secret; null once somebody else has changed the function, so that nobody runs code of his
   * own with the rights of another.
   */
  readonly sealed: string | null;
}

/** What an owner registers. */
export interface AskedCredential {
  readonly id: string;
  readonly secret: string;
}

/** Far longer than any secret that Keystone makes; identity's own limit. */
export const maximumCredentialSecretLength = 4096;

/** Refuses what no Keystone has. Never repeats the secret. */
export function requireCredential({ id, secret }: AskedCredential): void {
  // The form of Keystone's ids (`keystone/common/validation/parameter_types.py`).
  if (!/^[\w-]{1,64}$/.test(id))
    throw new Fault('invalid', 'The "id" must be the id of an application credential.');
  if (secret === '' || secret.length > maximumCredentialSecretLength || /\p{Cs}/u.test(secret))
    throw new Fault(
      'invalid',
      `The "secret" must be a text of 1 to ${maximumCredentialSecretLength} characters.`,
    );
}

/** The place of a credential's secret. No secret of a function can have this name. */
export const credentialPlace = (id: string): string => `credential/${id}`;

/** What a function has of its credential after a new revision by this user. */
export const credentialAfterRevision = <
  Owner extends { readonly credential?: FunctionCredential | null },
>(
  { credential }: Owner,
  userId: string,
): Pick<Owner, 'credential'> | undefined =>
  credential && credential.userId !== userId
    ? { credential: { ...credential, sealed: null } }
    : undefined;

/** Why a function with such a credential gets no token; for the log of the execution. */
export const credentialEnded = ({ id }: Pick<FunctionCredential, 'id'>): string =>
  `Application credential ${id} was registered before somebody else changed the function. Its owner can register it again.`;
