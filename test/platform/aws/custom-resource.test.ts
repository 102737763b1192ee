import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { customResource } from '../../../functions/platform/aws/custom-resource.ts';
import { listen } from '../../support/listen.ts';

describe('the handler of a custom resource', () => {
  const responses: unknown[] = [];
  let port: number;
  const cloudFormation = createServer((request, response) => {
    void text(request).then((body) => {
      responses.push(JSON.parse(body));
      response.end();
    });
  });

  beforeEach(async () => {
    responses.length = 0;
    port = await listen(cloudFormation);
    vi.spyOn(console, 'error').mockReturnValue();
  });

  afterEach(async () => {
    cloudFormation.close();
    cloudFormation.closeAllConnections();
    await once(cloudFormation, 'close');
    vi.restoreAllMocks();
  });

  test('reports success for the same resource', async () => {
    await customResource(async () => 'done')(deletion(), context);
    expect(responses).toEqual([
      expect.objectContaining({ Status: 'SUCCESS', PhysicalResourceId: 'leftovers' }),
    ]);
  });

  test('reports a failure with its reason', async () => {
    const failing = customResource(() => Promise.reject(new Error('not allowed')));
    await failing(deletion(), context);
    expect(responses).toEqual([
      expect.objectContaining({ Status: 'FAILED', Reason: 'Error: not allowed', RequestId: 'r1' }),
    ]);
  });

  test('throws for unfinished work, so that Lambda retries it', async () => {
    const unfinished = customResource(async () => 'unfinished');
    await expect(unfinished(deletion(), context)).rejects.toThrow('unfinished');
    expect(responses).toEqual([]);
  });

  test('passes the properties of the template on', async () => {
    let seen: unknown;
    await customResource(async ({ kind, properties }) => {
      seen = { kind, properties };
      return 'done';
    })(deletion(), context);
    expect(seen).toEqual({
      kind: 'Delete',
      properties: { ServiceToken: 'arn', users: [{ name: 'demo' }] },
    });
  });

  const deletion = (): CloudFormationCustomResourceEvent => ({
    RequestType: 'Delete',
    ServiceToken: 'arn',
    ResponseURL: `http://127.0.0.1:${port}/answer`,
    StackId: 's1',
    RequestId: 'r1',
    LogicalResourceId: 'Cleaned',
    PhysicalResourceId: 'leftovers',
    ResourceType: 'AWS::CloudFormation::CustomResource',
    ResourceProperties: { ServiceToken: 'arn', users: [{ name: 'demo' }] },
  });
});

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing else is used
const context = { getRemainingTimeInMillis: () => 1000 } as Context;
