import http, {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { unescape } from 'node:querystring';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** The beginning of an answer. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
}

/**
 * One request over a connection of its own, to `addresses` (undefined: wherever the URL leads).
 * Reads no more of the answer than `answerBytes`; once the status is known a slow or broken rest of
 * it changes nothing. Rejects with Node's error, or with a `TimeoutError`.
 */
export function exchange(call: {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly addresses: readonly ResolvedAddress[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly connectMilliseconds: number;
  readonly answerBytes: number;
  readonly signal: AbortSignal;
}): Promise<Answer> {
  const { url, addresses, signal } = call;
  const body = Buffer.from(call.body);
  const options: RequestOptions = {
    method: call.method,
    agent: false,
    signal,
    headers: { accept: '*/*', ...call.headers, 'content-length': body.byteLength },
    ...credentials(url),
    ...(addresses && { lookup: answering(addresses) }),
  };
  const bare = withoutCredentials(url);
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(bare, options);
    limitConnecting(request, url.protocol === 'https:', call.connectMilliseconds);
    let answered = false;
    const fail = (error: unknown) => {
      if (!answered) reject(error);
    };
    request.on('error', (error) => fail(signal.aborted ? signal.reason : error));
    request.on('close', () => fail(new Error('closed without an answer')));
    request.on('response', (response) => {
      answered = true;
      void beginning(response, call.answerBytes).then((text) => {
        request.destroy();
        resolve({
          status: response.statusCode ?? 0,
          text,
          headers: response.headers,
        });
      });
    });
    request.end(body);
  });
}

/** Basic credentials from the URL, as Python's requests sends them. */
const credentials = ({ username, password }: URL): Pick<RequestOptions, 'auth'> =>
  username === '' && password === '' ? {} : { auth: `${unescape(username)}:${unescape(password)}` };

/** Node's own way of taking them from the URL throws on a stray `%`. */
function withoutCredentials(url: URL): URL {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare;
}

/** Answers Node's question for addresses with those that were checked: there is no second look-up. */
const answering =
  (addresses: readonly ResolvedAddress[]): LookupFunction =>
  (_name, options, done) => {
    if (options.all) return done(null, [...addresses]);
    const [first] = addresses;
    return done(null, first?.address ?? '', first?.family);
  };

function limitConnecting(request: ClientRequest, secure: boolean, milliseconds: number): void {
  const timer = setTimeout(() => {
    request.destroy(new DOMException('not connected in time', 'TimeoutError'));
  }, milliseconds);
  const stop = () => clearTimeout(timer);
  request.on('socket', (socket) => socket.on(secure ? 'secureConnect' : 'connect', stop));
  request.on('close', stop);
}

/** The first bytes of the answer as text: what has come when they are complete, or it ends in whatever way. */
async function beginning(response: IncomingMessage, maximumBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve) => {
    const finish = () => resolve(Buffer.concat(chunks).subarray(0, maximumBytes).toString());
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.byteLength;
      if (length >= maximumBytes) finish();
    });
    response.on('end', finish).on('error', finish).on('close', finish);
  });
}
