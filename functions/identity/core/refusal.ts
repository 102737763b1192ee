import { Fault } from '../../platform/core/fault.ts';

/*
 * The texts are Keystone's (`keystone/exception.py`). As in Keystone, they are all that a client learns
 * about why a login or a request failed.
 */

/** Answers every failed login and every request without a valid token. */
export const unauthenticated = (): Fault =>
  new Fault('unauthenticated', 'The request you have made requires authentication.');

/** `action` is the name of Keystone's policy, or a reason. */
export const forbidden = (action?: string): Fault =>
  new Fault(
    'forbidden',
    `You are not authorized to perform the requested action${action ? `: ${action}` : ''}.`,
  );

const malformed =
  'The server could not comply with the request since it is either malformed or otherwise incorrect. The client is assumed to be in error.';

/** A required attribute is missing from the request. */
export const expecting = (attribute: string, target: string): Fault =>
  new Fault('invalid', `Expecting to find ${attribute} in ${target}. ${malformed}`);

/** The text is not a timestamp. */
export const badTimestamp = (): Fault =>
  new Fault('invalid', `Timestamp not in expected format. ${malformed}`);

/** The expiration time of a credential is in the past. */
export const alreadyExpired = (): Fault =>
  new Fault('invalid', `The 'expires_at' must not be before now. ${malformed}`);

/** The requested credential is not allowed. */
export const invalidApplicationCredential = (detail: string): Fault =>
  new Fault('invalid', `Invalid application credential: ${detail}`);

/** The thing does not exist, or the requester may not see it. */
export const notFound = (what: string, id: string): Fault =>
  new Fault('not-found', `Could not find ${what}: ${id}.`);

/** The token in question is not valid; the reason is not disclosed. */
export const tokenNotFound = (): Fault => new Fault('not-found', 'Failed to validate token');

/** The name is taken. */
export const nameTaken = (type: string, name: string): Fault =>
  new Fault(
    'conflict',
    `Conflict occurred attempting to store ${type} - Duplicate entry found with name ${name}.`,
  );

/** The name of a user or project is taken. */
export const nameTakenInDomain = (type: string, name: string): Fault =>
  new Fault(
    'conflict',
    `Conflict occurred attempting to store ${type} - Duplicate entry found with name ${name} at domain ID default.`,
  );

/** The name of a new project is taken (`keystone/resource/core.py`, `_generate_project_name_conflict_msg`). */
export const projectNameTaken = (name: string): Fault =>
  new Fault(
    'conflict',
    `Conflict occurred attempting to store project - it is not permitted to have two projects with the same name in the same domain: ${name}.`,
  );

/** A project is deleted only when it is empty: afterwards nobody could reach what it owns. */
export const projectOwns = (id: string, owned: readonly string[]): Fault =>
  new Fault('conflict', `Project ${id} cannot be deleted, as it still owns ${owned.join(', ')}.`);

/** A concurrent request changed the same thing. */
export const changedMeanwhile = (type: string, id: string): Fault =>
  new Fault(
    'conflict',
    `Conflict occurred attempting to store ${type} - ${id} was changed by another request meanwhile.`,
  );

/** The fixed roles are immutable, like those of Keystone's bootstrap. The stray backquote is Keystone's. */
export const immutableRole = (verb: 'update' | 'delete', id: string): Fault =>
  new Fault(
    'forbidden',
    `Unable to ${verb} immutable role resource: \`${id}. Set resource option "immutable" to false first.`,
  );

export const grantNotFound = (role: string, user: string, project: string): Fault =>
  new Fault(
    'not-found',
    `Could not find role assignment with role: ${role}, user or group: ${user}, project, domain, or system: ${project}.`,
  );

/** Too many failed logins: the text of any failed login, and when to try again. */
export const tooManyFailures = (retryAfterSeconds: number): Fault =>
  new Fault('unauthenticated', unauthenticated().message, { retryAfterSeconds });
