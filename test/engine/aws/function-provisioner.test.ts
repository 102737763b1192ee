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
 * A Lambda that publishes only the revision and code checksum it is told, which the emulator does not
 * check.
 */
async function publishingLambda() {
  let revision = 'r1';
  const server = createServer((request, response) => {
    const answer = (status: number, body: object, type = '') =>
      response.writeHead(status, { 'x-amzn-errortype': type }).end(JSON.stringify(body));
    if (request.method === 'GET')
      return answer(200, {
        Configuration: { State: 'Active', RevisionId: revision, CodeSha256: `of ${revision}` },
      });
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

test('a version is published only of the code that was read, not of a later change', async () => {
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
