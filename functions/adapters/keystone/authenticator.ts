import type { Caller } from '../../core/caller.ts';
import { Fault } from '../../core/fault.ts';
import { after } from '../../core/instant.ts';
import type { Authenticator, Clock } from '../../ports/platform.ts';
import { sha256Secrets } from '../node/sha256.ts';
import { askKeystone, type KeystoneAnswer, type KeystoneRequest } from './ask.ts';
import { credentialLogin } from './login.ts';
import type { KeystonePlace } from './place.ts';
import { type Lasting, remembering } from './remembering.ts';
import { serviceTokens } from './service-token.ts';
import { callerOf, endOf, readToken } from './token.ts';

/** So many callers are remembered, and so many who are none. */
const remembered = 1000;

/** What a header takes; Keystone's own tokens have some 200 characters. */
const possibleToken = /^[\x21-\x7e]{1,16384}$/;

/**
 * The gate of a deployment whose users an existing Keystone keeps: each token and credential is
 * validated there, as `keystonemiddleware.auth_token` does, and remembered by its hash for as long as
 * the deployment says and the token lasts. A Keystone out of reach is a `Fault` `unavailable`.
 */
export function keystoneAuthenticator(
  place: KeystonePlace,
  { clock, rememberSeconds }: { readonly clock: Clock; readonly rememberSeconds: number },
): Authenticator {
  const ours = serviceTokens(place, clock);
  const known = remembering<Caller>(clock, remembered);

  const lookAt = async (subject: string, again = true): Promise<KeystoneAnswer> => {
    const own = await ours.get();
    const answer = await askTwice({
      method: 'GET',
      url: `${place.url}/auth/tokens?nocatalog`,
      headers: { 'x-auth-token': own.token, 'x-subject-token': subject },
    });
    if (answer.status !== 401) return answer;
    ours.forget(own);
    if (again) return lookAt(subject, false);
    throw new Fault('unavailable', 'The identity service refuses our service user.');
  };

  const logIn = (id: string, secret: string): Promise<KeystoneAnswer> =>
    askKeystone({
      method: 'POST',
      url: `${place.url}/auth/tokens`,
      body: credentialLogin(id, secret),
    });

  const identify = async (ask: () => Promise<KeystoneAnswer>): Promise<Lasting<Caller>> => {
    const until = after(clock.now(), rememberSeconds);
    const { status, json } = await ask();
    if (status >= 400) return { answer: undefined, until };
    const token = readToken(json);
    const end = endOf(token) ?? until;
    return { answer: callerOf(token), until: end < until ? end : until };
  };

  return {
    byToken: async (token) =>
      possibleToken.test(token)
        ? known(sha256Secrets.hash(token), () => identify(() => lookAt(token)))
        : undefined,
    byApplicationCredential: (id, secret) =>
      known(sha256Secrets.hash(JSON.stringify([id, secret])), () =>
        identify(() => logIn(id, secret)),
      ),
  };
}

/** A question that changes nothing is asked once more if it found no answer. */
async function askTwice(request: KeystoneRequest): Promise<KeystoneAnswer> {
  try {
    return await askKeystone(request);
  } catch (failure) {
    if (!(failure instanceof Fault)) throw failure;
    return askKeystone(request);
  }
}
