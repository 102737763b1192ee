import { createServer, type IncomingMessage, request, Agent } from 'node:http';
import * as z from 'zod';
import { serviceRequest } from './service-request.ts';
import type { Charge } from './charge.ts';
import { dynamoMeter, type MeteredTable, type RowChange } from './dynamo-meter.ts';
import type { Request } from './waiting.ts';

/** The metered requests since the last call of `take`. */
export interface Metered {
  readonly charges: readonly Charge[];
  readonly requests: readonly Request[];
  readonly changes: readonly RowChange[];
}

export interface Meter {
  /** For `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  /** What was metered since the last call. */
  take(): Metered;
  stop(): void;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** A proxy between Lambdas and the emulator that records what AWS would bill for each request. */
export async function startMeter(
  emulator: string,
  tables: ReadonlyMap<string, MeteredTable>,
): Promise<Meter> {
  const agent = new Agent({ keepAlive: true });
  const forward = (incoming: IncomingMessage, body: Buffer): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { method = 'GET', url = '/', headers } = incoming;
      const outgoing = request(new URL(url, emulator), { method, headers, agent }, (answer) => {
        collected(answer).then(
          (bytes) =>
            resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: bytes }),
          reject,
        );
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  const meterDynamo = dynamoMeter(askDynamo(emulator), tables);
  let metered: Metered = nothing;

  const passOn = async (incoming: IncomingMessage): Promise<Answer> => {
    const body = await collected(incoming);
    const { service, operation, wait, charges } = serviceRequest(incoming, body);
    let answer: Answer | undefined;
    const pass = async (): Promise<void> => {
      const began = performance.now();
      answer = await forward(incoming, body);
      const ended = performance.now();
      metered = { ...metered, requests: [...metered.requests, { wait, began, ended }] };
    };
    if (service === 'dynamodb') {
      const row = await meterDynamo(operation, JSON.parse(body.toString('utf8')), pass);
      metered = {
        ...metered,
        charges: [...metered.charges, ...row.charges],
        changes: [...metered.changes, ...row.changes],
      };
    } else {
      await pass();
      metered = { ...metered, charges: [...metered.charges, ...charges] };
    }
    if (!answer) throw new Error('the request was not passed on');
    return answer;
  };

  const server = createServer((incoming, outgoing) => {
    passOn(incoming).then(
      ({ status, headers, body }) => {
        const { 'transfer-encoding': _chunked, ...others } = headers;
        outgoing.writeHead(status, { ...others, 'content-length': body.byteLength }).end(body);
      },
      (error: unknown) => {
        console.error('the meter failed:', error);
        outgoing.writeHead(501).end();
      },
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    endpoint: `http://127.0.0.1:${port}`,
    take() {
      const all = metered;
      metered = nothing;
      return all;
    },
    stop() {
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}

const nothing: Metered = { charges: [], requests: [], changes: [] };

async function collected(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** The emulator reads the service from the signature and does not verify it. */
const askDynamo = (emulator: string) => async (operation: string, input: object) => {
  const answer = await fetch(emulator, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(input),
  });
  if (!answer.ok) throw new Error(`${operation} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
};
