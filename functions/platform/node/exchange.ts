import http, {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { unescape } from 'node:querystring';
import type { Connections } from './connections.ts';

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

export interface Exchange {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly addresses: readonly ResolvedAddress[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly connectMilliseconds: number;
  readonly answerBytes: number;
  readonly signal: AbortSignal;
  /** The connections that may be used again; by default, the request has its own. */
  readonly connections?: Connections | undefined;
}

/** How a request fails if the receiver has closed the connection meanwhile. */
const closedCodes: readonly unknown[] = ['ECONNRESET', 'EPIPE'];

/**
 * Sends one request to one of `addresses`; if undefined, to wherever the URL's name resolves. Reads at most
 * `answerBytes` of the body. Once the status is known, the call succeeds even if the rest of the body is slow or
 * breaks off. Rejects with Node's error or with a `TimeoutError`.
 *
 * If an earlier connection turns out to be closed, the request is sent once more, over its own.
 */
export function exchange(call: Exchange): Promise<Answer> {
  const { url, addresses, connections, signal } = call;
  const body = Buffer.from(call.body);
  const options: RequestOptions = {
    method: call.method,
    agent: connections?.agentFor(url, addresses) ?? false,
    signal,
    headers: { accept: '*/*', ...call.headers, 'content-length': body.byteLength },
    ...credentials(url),
    ...(addresses && { lookup: lookupOf(addresses) }),
  };
  const bare = withoutCredentials(url);
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(bare, options);
    limitConnecting(request, url.protocol === 'https:', call.connectMilliseconds);
    let ended = false;
    const fail = (error: unknown) => {
      if (ended) return;
      ended = true;
      if (request.reusedSocket && isClosed(error))
        resolve(exchange({ ...call, connections: undefined }));
      else reject(error);
    };
    request.on('error', (error) => fail(signal.aborted ? signal.reason : error));
    request.on('close', () => fail(new Error('connection closed without a response')));
    request.on('response', (response) => {
      ended = true;
      void beginning(response, call.answerBytes).then((text) => {
        // A whole answer leaves the connection to the next request, if it is kept.
        if (!response.complete) request.destroy();
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

const isClosed = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && closedCodes.includes(error.code);

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
  request.on('socket', (socket) => {
    if (request.reusedSocket) stop();
    else socket.once(secure ? 'secureConnect' : 'connect', stop);
  });
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
