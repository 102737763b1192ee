import { Fault } from '../../platform/core/fault.ts';

/*
 * Keystone's words (`keystone/exception.py`). It tells nobody why a login or a request failed beyond
 * these, and neither do we.
 */

/** Every failed login and every request without a valid token. */
export const unauthenticated = (): Fault =>
  new Fault('unauthenticated', 'The request you have made requires authentication.');

/** The action is the name of Keystone's policy, or a reason. */
export const forbidden = (action?: string): Fault =>
  new Fault(
    'forbidden',
    `You are not authorized to perform the requested action${action ? `: ${action}` : ''}.`,
  );

const malformed =
  'The server could not comply with the request since it is either malformed or otherwise incorrect. The client is assumed to be in error.';

/** Something the request must hold is not there. */
export const expecting = (attribute: string, target: string): Fault =>
  new Fault('invalid', `Expecting to find ${attribute} in ${target}. ${malformed}`);

/** A text that is no moment in time. */
export const badTimestamp = (): Fault =>
  new Fault('invalid', `Timestamp not in expected format. ${malformed}`);

/** A credential that would be over before it began. */
export const alreadyExpired = (): Fault =>
  new Fault('invalid', `The 'expires_at' must not be before now. ${malformed}`);

/** A credential nobody may have. */
export const invalidApplicationCredential = (detail: string): Fault =>
  new Fault('invalid', `Invalid application credential: ${detail}`);

/** A thing that does not exist for who asks. */
export const notFound = (what: string, id: string): Fault =>
  new Fault('not-found', `Could not find ${what}: ${id}.`);

/** Any token that is not valid now, without saying why. */
export const tokenNotFound = (): Fault => new Fault('not-found', 'Failed to validate token');

/** A second thing of one name. */
export const nameTaken = (type: string, name: string): Fault =>
  new Fault(
    'conflict',
    `Conflict occurred attempting to store ${type} - Duplicate entry found with name ${name}.`,
  );

/** A second user or project of one name. */
export const nameTakenInDomain = (type: string, name: string): Fault =>
  new Fault(
    'conflict',
    `Conflict occurred attempting to store ${type} - Duplicate entry found with name ${name} at domain ID default.`,
  );

/** As `keystone/resource/core.py`, `_generate_project_name_conflict_msg`, says it at creation. */
export const projectNameTaken = (name: string): Fault =>
  new Fault(
    'conflict',
    `Conflict occurred attempting to store project - it is not permitted to have two projects with the same name in the same domain: ${name}.`,
  );

/** A project that is not empty is not deleted: nobody could reach what it owns any more. */
export const projectOwns = (id: string, owned: readonly string[]): Fault =>
  new Fault('conflict', `Project ${id} cannot be deleted, as it still owns ${owned.join(', ')}.`);

/** Somebody else changed the same thing in the same moment. */
export const changedMeanwhile = (type: string, id: string): Fault =>
  new Fault(
    'conflict',
    `Conflict occurred attempting to store ${type} - ${id} was changed by another request meanwhile.`,
  );

/** The fixed roles are immutable, as those of Keystone's bootstrap. The backquote is Keystone's. */
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

/** Too many wrong logins: the words of every failed one, and when to try again. */
export const tooManyFailures = (retryAfterSeconds: number): Fault =>
  new Fault('unauthenticated', unauthenticated().message, { retryAfterSeconds });
