import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { customResource } from '../../../functions/platform/aws/custom-resource.ts';

describe('a Lambda behind a custom resource', () => {
  const answers: unknown[] = [];
  const cloudFormation = createServer((request, response) => {
    void text(request).then((body) => {
      answers.push(JSON.parse(body));
      response.end();
    });
  });

  beforeEach(async () => {
    answers.length = 0;
    cloudFormation.listen(0, '127.0.0.1');
    await once(cloudFormation, 'listening');
    vi.spyOn(console, 'error').mockReturnValue();
  });

  afterEach(async () => {
    cloudFormation.close();
    cloudFormation.closeAllConnections();
    await once(cloudFormation, 'close');
    vi.restoreAllMocks();
  });

  test('reports success, and keeps the resource it was given', async () => {
    await customResource(async () => 'done')(deletion(), context);
    expect(answers).toEqual([
      expect.objectContaining({ Status: 'SUCCESS', PhysicalResourceId: 'leftovers' }),
    ]);
  });

  test('reports a failure with its reason', async () => {
    const failing = customResource(() => Promise.reject(new Error('not allowed')));
    await failing(deletion(), context);
    expect(answers).toEqual([
      expect.objectContaining({ Status: 'FAILED', Reason: 'Error: not allowed', RequestId: 'r1' }),
    ]);
  });

  test('leaves unfinished work to Lambda, which runs it again', async () => {
    const unfinished = customResource(async () => 'unfinished');
    await expect(unfinished(deletion(), context)).rejects.toThrow('unfinished');
    expect(answers).toEqual([]);
  });

  test('hands on what the stack wrote', async () => {
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

  const deletion = (): CloudFormationCustomResourceEvent => {
    const address = cloudFormation.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    return {
      RequestType: 'Delete',
      ServiceToken: 'arn',
      ResponseURL: `http://127.0.0.1:${port}/answer`,
      StackId: 's1',
      RequestId: 'r1',
      LogicalResourceId: 'Cleaned',
      PhysicalResourceId: 'leftovers',
      ResourceType: 'AWS::CloudFormation::CustomResource',
      ResourceProperties: { ServiceToken: 'arn', users: [{ name: 'demo' }] },
    };
  };
});

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the rest of it is not looked at
const context = { getRemainingTimeInMillis: () => 1000 } as Context;
