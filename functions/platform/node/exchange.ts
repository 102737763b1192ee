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

/** A response, its body cut at `answerBytes`. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Sends one request over its own connection to one of `addresses`; if undefined, to wherever the URL's
 * name resolves. Reads at most `answerBytes` of the body. Once the status is known, the call succeeds even
 * if the rest of the body is slow or breaks off. Rejects with Node's error or with a `TimeoutError`.
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
    ...(addresses && { lookup: lookupOf(addresses) }),
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
    request.on('close', () => fail(new Error('connection closed without a response')));
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

/** Node would take the credentials from the URL itself, but throws on a stray `%`. */
function withoutCredentials(url: URL): URL {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare;
}

/** A look-up that returns the checked addresses, so that there is no second one. */
const lookupOf =
  (addresses: readonly ResolvedAddress[]): LookupFunction =>
  (_name, options, done) => {
    if (options.all) return done(null, [...addresses]);
    const [first] = addresses;
    return done(null, first?.address ?? '', first?.family);
  };

function limitConnecting(request: ClientRequest, secure: boolean, milliseconds: number): void {
  const timer = setTimeout(() => {
    request.destroy(new DOMException('connecting timed out', 'TimeoutError'));
  }, milliseconds);
  const stop = () => clearTimeout(timer);
  request.on('socket', (socket) => socket.on(secure ? 'secureConnect' : 'connect', stop));
  request.on('close', stop);
}

/** The first `maximumBytes` of the body as text, or fewer if it ends or fails before. */
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
