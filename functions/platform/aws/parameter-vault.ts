import retry from 'p-retry';
import * as z from 'zod/mini';
import type { Vault } from '../ports.ts';
import { domainOf, type Place } from './lambda-place.ts';
import { signedHeaders } from './signature.ts';

const attempts = 6;
const attemptMilliseconds = 5000;
const firstPauseMilliseconds = 100;

export interface ParameterVault extends Vault {
  /** Stores a secret unless there is one: of two that create it, one wins. */
  create(name: string, secret: string): Promise<'created' | 'exists'>;
  /** Removing one that is gone changes nothing. */
  remove(name: string): Promise<void>;
}

const found = z.object({ Parameter: z.object({ Value: z.string() }) });
const refusal = z.pipe(
  z.object({ ['__type']: z.string() }),
  z.transform(({ ['__type']: type }) => type.split('#').at(-1)),
);

/**
 * Secrets as parameters of the Parameter Store, encrypted with the account's key for it: unlike secrets of
 * Secrets Manager they cost nothing. It signs its few requests itself, because the client would be an eighth of
 * the notifier's bundle.
 */
export function parameterVault(place: Place): ParameterVault {
  const ask = (action: string, input: object) =>
    retry(() => asked(place, action, input), {
      retries: attempts - 1,
      minTimeout: firstPauseMilliseconds,
      randomize: true,
    });
  const put = (name: string, secret: string, overwrite: boolean) =>
    ask('PutParameter', { Name: name, Value: secret, Type: 'SecureString', Overwrite: overwrite });

  return {
    async read(name) {
      const answer = await ask('GetParameter', { Name: name, WithDecryption: true });
      if (answer.refused === 'ParameterNotFound') return undefined;
      return found.parse(accepted('GetParameter', answer)).Parameter.Value;
    },
    async write(name, secret) {
      accepted('PutParameter', await put(name, secret, true));
    },
    async create(name, secret) {
      const answer = await put(name, secret, false);
      if (answer.refused === 'ParameterAlreadyExists') return 'exists';
      accepted('PutParameter', answer);
      return 'created';
    },
    async remove(name) {
      const answer = await ask('DeleteParameter', { Name: name });
      if (answer.refused !== 'ParameterNotFound') accepted('DeleteParameter', answer);
    },
  };
}

interface Answer {
  /** The name of the exception. */
  readonly refused: string | undefined;
  readonly body: unknown;
}

/** Errors name what was asked for and the exception, never the answer. */
function accepted(action: string, { refused, body }: Answer): unknown {
  if (refused !== undefined) throw new Error(`${action} was refused: ${refused}`);
  return body;
}

/** One attempt. Only a network failure, throttling and a 5xx are worth another. */
async function asked(place: Place, action: string, input: object): Promise<Answer> {
  const { region, endpoint, credentials } = place;
  const request = {
    method: 'POST',
    url: new URL(endpoint ?? `https://ssm.${region}.${domainOf(region)}/`),
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AmazonSSM.${action}`,
    },
    body: JSON.stringify(input),
  };
  const scope = { service: 'ssm', region, credentials: credentials() };
  const response = await fetch(request.url, {
    ...request,
    headers: await signedHeaders(request, scope),
    signal: AbortSignal.timeout(attemptMilliseconds),
  });
  if (response.status >= 500) throw new Error(`${action} was answered ${response.status}`);
  const body: unknown = await response.json();
  if (response.ok) return { refused: undefined, body };
  const refused = refusal.safeParse(body).data ?? 'unknown';
  if (/Throttl|TooManyUpdates/.test(refused)) throw new Error(`${action} was refused: ${refused}`);
  return { refused, body: undefined };
}
