import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import {
  lambdaFunctionProvisioner,
  provisioningClient,
} from '../../../functions/engine/aws/function-provisioner.ts';
import { listen } from '../../support/listen.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const settings = { namePrefix: 'prefix', roleArn: 'r', layerArn: 'l', bucket: 'b' };

/**
 * Lambda, of which the emulator leaves this out: it publishes only what it was told to, by the revision
 * and the checksum of the code.
 */
async function publishingLambda() {
  let revision = 'r1';
  const server = createServer((request, response) => {
    const answer = (status: number, body: object, type = '') =>
      response.writeHead(status, { 'x-amzn-errortype': type }).end(JSON.stringify(body));
    if (request.method === 'GET')
      return answer(200, { State: 'Active', RevisionId: revision, CodeSha256: `of ${revision}` });
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const asked: Record<string, unknown> = JSON.parse(Buffer.concat(chunks).toString());
      if (asked['RevisionId'] === revision && asked['CodeSha256'] === `of ${revision}`)
        return answer(201, { Version: '7' });
      return answer(412, { message: 'changed' }, 'PreconditionFailedException');
    });
  });
  const endpoint = `http://127.0.0.1:${await listen(server)}`;
  return {
    endpoint,
    change: () => {
      revision = 'r2';
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

test('a version is published of what was looked at, and of nothing that came after', async () => {
  const lambda = await publishingLambda();
  try {
    const client = provisioningClient({
      endpoint: lambda.endpoint,
      region: 'us-east-1',
      credentials,
    });
    const provisioner = lambdaFunctionProvisioner(client, settings, async () => {});
    expect(await provisioner.publish('f', async () => true)).toEqual({
      kind: 'published',
      lambdaVersion: '7',
    });
    const outcome = await provisioner.publish('f', async () => {
      lambda.change();
      return true;
    });
    expect(outcome).toEqual({ kind: 'overtaken' });
  } finally {
    lambda.close();
  }
});
