import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { deploymentOf, everySource, statementsOf, synthesize } from './support.ts';

/** Synthesis fails where cdk-nag objects. */
const { resources, lambdas, ofType } = synthesize(deploymentOf(everySource));
const of = (id: string) => resources.filter((resource) => resource.id.startsWith(id));

describe("events of the account's default bus", () => {
  const rules = ofType('AWS::Events::Rule').filter(({ id }) => id.startsWith('EventSources'));

  test('a rule each for what EC2 says of instances and for what else is asked for', () => {
    expect(rules.map(({ properties }) => properties['EventPattern'])).toEqual([
      { source: ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'] },
      { source: ['aws.s3'], 'detail-type': ['Object Created'] },
      { source: ['shop'] },
    ]);
    for (const { properties } of rules) expect(properties['EventBusName']).toBeUndefined();
  });

  test('what a rule cannot put on the queue waits on its dead-letter queue', () => {
    for (const { properties } of rules)
      expect(properties['Targets'][0].DeadLetterConfig.Arn).toBeDefined();
  });

  test('the Lambda is told whose events they are', () => {
    const { Variables: told } = lambdas.get('account-events')!.properties['Environment'];
    expect(JSON.parse(told.ACCOUNT_PROJECTS)).toEqual({ '123456789012': 'p1' });
  });
});

describe('an Amazon MQ broker', () => {
  test('feeds its Lambda from the one queue, with its own credentials', () => {
    const [source] = of('EventSourcesMessages');
    expect(source?.properties).toMatchObject({
      EventSourceArn: 'arn:aws:mq:eu-west-1:123456789012:broker:cloud:b-1',
      Queues: ['taibai'],
      BatchSize: 100,
      SourceAccessConfigurations: [
        { Type: 'BASIC_AUTH', URI: expect.stringContaining(':secret:broker') },
        { Type: 'VIRTUAL_HOST', URI: '/' },
      ],
    });
  });

  test('only the making of network interfaces reaches everything', () => {
    const policies = ofType('AWS::IAM::Policy').filter(({ id }) => id.startsWith('EventSources'));
    const everywhere = policies
      .flatMap(statementsOf)
      .filter(({ resources: on }) => on.includes('"*"'))
      .flatMap(({ actions }) => actions);
    expect(everywhere.every((action) => /^ec2:(Describe|CreateN|DeleteN)/.test(action))).toBe(true);
  });
});

test('the ingest may read the telemetry secret where there is one', () => {
  const { Variables: told } = lambdas.get('events')!.properties['Environment'];
  expect(told.TELEMETRY_SECRET_ARN).toContain(':secret:telemetry');
  const [policy] = of('EventsIngestRoleDefaultPolicy');
  expect(statementsOf(policy!).flatMap(({ actions }) => actions)).toContain(
    'secretsmanager:GetSecretValue',
  );
});

test('each alarm says where to read on', () => {
  const text = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const sections = [...text.matchAll(/^## (.*)$/gm)].map(([, title = '']) =>
    title.toLowerCase().replaceAll(' ', '-'),
  );
  for (const { properties } of ofType('AWS::CloudWatch::Alarm'))
    expect(sections).toContain(/#([\w-]+)$/.exec(properties['AlarmDescription'])?.[1]);
});
