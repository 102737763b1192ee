import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { listen } from '../../support/listen.ts';

/** How a call of Lambda's API may go wrong. */
export type Trouble =
  | 'throttled'
  | 'conflict'
  | 'missing'
  /** Lambda fails, before or after it has carried out the call. */
  | 'failed before'
  | 'failed after'
  /** The connection is lost, before or after Lambda has carried out the call, or during the answer. */
  | 'cut before'
  | 'cut after'
  | 'cut while answering'
  /** Lambda carries out the call, but no answer comes. */
  | 'never answered'
  /** The function is still being created, or changed; only reading its configuration shows that. */
  | 'pending'
  | 'in progress';

const refusals: Readonly<Partial<Record<Trouble, readonly [number, string]>>> = {
  throttled: [429, 'TooManyRequestsException'],
  conflict: [409, 'ResourceConflictException'],
  missing: [404, 'ResourceNotFoundException'],
  'failed before': [500, 'ServiceException'],
};

const unsettled: Readonly<Partial<Record<Trouble, object>>> = {
  pending: { State: 'Pending', LastUpdateStatus: 'Successful' },
  'in progress': { State: 'Active', LastUpdateStatus: 'InProgress' },
};

/** One call of Lambda's API, and its number in the sequence. */
export interface Call {
  readonly name: string;
  readonly index: number;
}

/**
 * A proxy between a real client and Lambda that causes the requested trouble. When the client gets no
 * answer, Lambda may have really carried out the call.
 */
export async function faultyLambda(
  endpoint: string,
  troubleOf: (call: Call) => Trouble | undefined,
) {
  const calls: string[] = [];
  const server = createServer((incoming, answer) => {
    const call = { name: nameOf(incoming), index: calls.length };
    calls.push(call.name);
    void handOn(endpoint, incoming, answer, troubleOf(call)).catch(() => answer.destroy());
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  return {
    url,
    calls,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function handOn(
  endpoint: string,
  incoming: IncomingMessage,
  answer: ServerResponse,
  trouble: Trouble | undefined,
): Promise<void> {
  const body = await bytesOf(incoming);
  const refusal = trouble && refusals[trouble];
  if (refusal) return refuse(answer, ...refusal);
  if (trouble === 'cut before') return void answer.destroy();
  const { status, headers, bytes } = await ask(endpoint, incoming, body);
  if (trouble === 'cut after') return void answer.destroy();
  if (trouble === 'failed after') return refuse(answer, 500, 'ServiceException');
  if (trouble === 'never answered') return;
  const told = withState(bytes, status, trouble && unsettled[trouble]);
  answer.writeHead(status, { ...headers, 'content-length': told.byteLength });
  if (trouble !== 'cut while answering') return void answer.end(told);
  answer.write(told.subarray(0, -1), () => answer.destroy());
}

function refuse(answer: ServerResponse, status: number, type: string): void {
  answer.writeHead(status, { 'x-amzn-errortype': type, 'content-type': 'application/json' });
  answer.end(JSON.stringify({ message: `trouble: ${type}` }));
}

/** The same answer, but for a function that is not settled yet. */
function withState(bytes: Buffer, status: number, state: object | undefined): Buffer {
  if (!state || status !== 200) return bytes;
  return Buffer.from(JSON.stringify({ ...JSON.parse(bytes.toString('utf8')), ...state }));
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
}

const ask = (endpoint: string, { method, url, headers }: IncomingMessage, body: Buffer) =>
  new Promise<Answered>((resolve, reject) => {
    const { 'transfer-encoding': _, ...kept } = headers;
    request(new URL(url ?? '/', endpoint), {
      method,
      headers: { ...kept, 'content-length': body.byteLength },
    })
      .on('response', (response) => {
        bytesOf(response).then((bytes) => {
          const { 'transfer-encoding': _chunks, ...told } = response.headers;
          resolve({ status: response.statusCode ?? 500, headers: told, bytes });
        }, reject);
      })
      .on('error', reject)
      .end(body);
  });

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const names: readonly (readonly [RegExp, string])[] = [
  [/^POST .*\/invocations/, 'Invoke'],
  [/^POST .*\/functions\/?$/, 'CreateFunction'],
  [/^GET .*\/configuration/, 'GetFunctionConfiguration'],
  [/^GET .*\/functions\/[^/]+$/, 'GetFunction'],
  [/^PUT .*\/code/, 'UpdateFunctionCode'],
  [/^PUT .*\/configuration/, 'UpdateFunctionConfiguration'],
  [/^POST .*\/versions/, 'PublishVersion'],
  [/^DELETE .*\/functions\//, 'DeleteFunction'],
];

function nameOf({ method, url }: IncomingMessage): string {
  const asked = `${method} ${url?.split('?')[0]}`;
  return names.find(([form]) => form.test(asked))?.[1] ?? asked;
}
