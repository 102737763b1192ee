import { Fault } from '../fault.ts';

/*
 * Keystone's words (`keystone/exception.py`). It tells nobody why a login or a request failed beyond
 * these, and neither do we.
 */

export const unauthenticated = (): Fault =>
  new Fault('unauthenticated', 'The request you have made requires authentication.');

export const forbidden = (action?: string): Fault =>
  new Fault(
    'forbidden',
    `You are not authorized to perform the requested action${action ? `: ${action}` : ''}.`,
  );

const malformed =
  'The server could not comply with the request since it is either malformed or otherwise incorrect. The client is assumed to be in error.';

export const expecting = (attribute: string, target: string): Fault =>
  new Fault('invalid', `Expecting to find ${attribute} in ${target}. ${malformed}`);

export const badTimestamp = (): Fault =>
  new Fault('invalid', `Timestamp not in expected format. ${malformed}`);

export const alreadyExpired = (): Fault =>
  new Fault('invalid', `The 'expires_at' must not be before now. ${malformed}`);

export const invalidApplicationCredential = (detail: string): Fault =>
  new Fault('invalid', `Invalid application credential: ${detail}`);

export const notFound = (what: string, id: string): Fault =>
  new Fault('not-found', `Could not find ${what}: ${id}.`);

export const tokenNotFound = (): Fault => new Fault('not-found', 'Failed to validate token');

export const nameTaken = (type: string, name: string): Fault =>
  new Fault(
    'conflict',
    `Conflict occurred attempting to store ${type} - Duplicate entry found with name ${name}.`,
  );
