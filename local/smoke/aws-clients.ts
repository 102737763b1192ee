import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Cloud } from '../cloud.ts';
import { signedRequest } from './signed-request.ts';

/** SDK clients that inspect an account independently of Taibai's API. */
export function awsClients({ env, region }: Cloud) {
  const endpoint = env['AWS_ENDPOINT_URL'];
  const sessionToken = env['AWS_SESSION_TOKEN'];
  const options = {
    region,
    maxAttempts: 8,
    ...(endpoint !== undefined && { endpoint }),
    credentials: {
      accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
      ...(sessionToken !== undefined && { sessionToken }),
    },
  };
  return {
    dynamo: new DynamoDBClient(options),
    bridge: new EventBridgeClient(options),
    lambda: new LambdaClient(options),
    s3: new S3Client({ ...options, forcePathStyle: endpoint !== undefined }),
    secrets: new SecretsManagerClient(options),
    sqs: new SQSClient(options),
    logGroups: (pattern: string) => logGroups(env, pattern),
    parameters: (path: string) => parameters(env, path),
  };
}
export type AwsClients = ReturnType<typeof awsClients>;

const described = z.object({
  logGroups: z.array(z.object({ logGroupName: z.string() })).default([]),
});

const stored = z.object({ Parameters: z.array(z.object({ Name: z.string() })).default([]) });

/** The names of the parameters below a path, ten at most. */
async function parameters(env: NodeJS.ProcessEnv, path: string): Promise<readonly string[]> {
  const { status, text } = await signedRequest(env, 'ssm', {
    type: 'application/x-amz-json-1.1',
    target: 'AmazonSSM.GetParametersByPath',
    body: JSON.stringify({ Path: path, Recursive: true }),
  });
  if (status !== 200) throw new Error(`GetParametersByPath answered ${status}: ${text}`);
  return stored.parse(JSON.parse(text)).Parameters.map(({ Name: name }) => name);
}

/** The names of up to 50 log groups that contain the pattern. */
async function logGroups(env: NodeJS.ProcessEnv, pattern: string): Promise<readonly string[]> {
  const { status, text } = await signedRequest(env, 'logs', {
    type: 'application/x-amz-json-1.1',
    target: 'Logs_20140328.DescribeLogGroups',
    body: JSON.stringify({ logGroupNamePattern: pattern }),
  });
  if (status !== 200) throw new Error(`DescribeLogGroups answered ${status}: ${text}`);
  return described
    .parse(JSON.parse(text))
    .logGroups.map(({ logGroupName: name }) => name)
    .filter((name) => name.includes(pattern));
}
