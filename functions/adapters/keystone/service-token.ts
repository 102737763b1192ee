import { Fault } from '../../core/fault.ts';
import { after, type Instant } from '../../core/instant.ts';
import type { Clock } from '../../ports/platform.ts';
import { askKeystone } from './ask.ts';
import { loginOf } from './login.ts';
import { type KeystonePlace, readServiceUser } from './place.ts';
import { endOf, readToken } from './token.ts';

/** A token that ends within this time is replaced, so that none ends on its way. */
const sparedSeconds = 60;
/** How long one counts that does not say when it ends. */
const unsaidSeconds = 300;

export interface ServiceToken {
  readonly token: string;
  readonly userId: string;
}

export interface ServiceTokens {
  /** Ours, for requests to Keystone; callers who come while it is fetched share it. */
  get(): Promise<ServiceToken>;
  /** Keystone has refused this one: the next is fetched anew, with the secret as it is then. */
  forget(refused: ServiceToken): void;
}

/** Logs our service user in when there is need. */
export function serviceTokens(place: KeystonePlace, clock: Clock): ServiceTokens {
  let current: Promise<ServiceToken> | undefined;
  /** Of the current one, once it is there. */
  let known: { readonly token: string; readonly until: Instant } | undefined;

  const logIn = async () => {
    const now = clock.now();
    const answer = await askKeystone({
      method: 'POST',
      url: `${place.url}/auth/tokens`,
      body: loginOf(readServiceUser(await place.credential())),
    });
    if (answer.status !== 201 || answer.subjectToken === undefined)
      throw new Fault('unavailable', 'The identity service refuses our service user.');
    const said = readToken(answer.json);
    const until = endOf(said) ?? after(now, unsaidSeconds);
    return {
      token: answer.subjectToken,
      userId: said.user.id,
      until: after(until, -sparedSeconds),
    };
  };

  const begin = (): Promise<ServiceToken> => {
    const mine = logIn();
    current = mine;
    known = undefined;
    mine.then(
      (issued) => {
        if (current === mine) known = issued;
      },
      () => {
        if (current === mine) current = undefined;
      },
    );
    return mine;
  };

  return {
    get: async () => (current && !(known && known.until <= clock.now()) ? current : begin()),
    forget({ token }) {
      if (known?.token === token) current = undefined;
    },
  };
}
