import { randomUUID } from 'node:crypto';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateFunctionCommand,
  LambdaClient,
  PublishLayerVersionCommand,
  PublishVersionCommand,
} from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { strToU8, zipSync } from 'fflate';
import { describe } from 'vitest';
import {
  leftoverFunctions,
  leftoverLayers,
  leftoverObjects,
  leftoverRules,
} from '../../../functions/upkeep/aws/leftovers.ts';
import { s3Client } from '../../../functions/platform/aws/s3.ts';
import { leftoversSuite } from './leftovers.suite.ts';

const zip = zipSync({ 'handler.py': strToU8('def main(event, context): pass') });
const prefixOf = () => `t${randomUUID().slice(0, 8)}`;

describe('rules on the bus', () => {
  leftoversSuite(async () => {
    const client = new EventBridgeClient({});
    const prefix = prefixOf();
    await client.send(new CreateEventBusCommand({ Name: prefix }));
    return {
      leftovers: leftoverRules(client, prefix, prefix),
      async make() {
        const name = `${prefix}-${randomUUID().slice(0, 8)}`;
        const pattern = JSON.stringify({ source: ['taibai'] });
        const target = { Id: 'hits', Arn: 'arn:aws:sqs:us-east-1:000000000000:hits' };
        await client.send(
          new PutRuleCommand({ Name: name, EventBusName: prefix, EventPattern: pattern }),
        );
        await client.send(
          new PutTargetsCommand({ Rule: name, EventBusName: prefix, Targets: [target] }),
        );
        return name;
      },
    };
  });
});

describe('functions of users', () => {
  leftoversSuite(async () => {
    const client = new LambdaClient({});
    const prefix = prefixOf();
    return {
      leftovers: leftoverFunctions(client, prefix),
      async make() {
        const name = `${prefix}-fn-${randomUUID()}`;
        await client.send(
          new CreateFunctionCommand({
            FunctionName: name,
            Role: 'arn:aws:iam::000000000000:role/nobody',
            Runtime: 'python3.13',
            Handler: 'handler.main',
            Code: { ZipFile: zip },
          }),
        );
        await client.send(new PublishVersionCommand({ FunctionName: name }));
        return name;
      },
    };
  });
});

describe('versions of the runtime layer', () => {
  leftoversSuite(async () => {
    const client = new LambdaClient({});
    const prefix = prefixOf();
    return {
      leftovers: leftoverLayers(client, prefix),
      async make() {
        const { Version: version } = await client.send(
          new PublishLayerVersionCommand({
            LayerName: `${prefix}-runtime`,
            Content: { ZipFile: zip },
          }),
        );
        return String(version);
      },
    };
  });
});

describe('objects of the bucket', () => {
  leftoversSuite(async () => {
    const client = s3Client(process.env);
    const bucket = prefixOf();
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    return {
      leftovers: leftoverObjects(client, bucket),
      async make() {
        const key = `payloads/${randomUUID()}`;
        await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: 'x' }));
        return key;
      },
    };
  });
});
