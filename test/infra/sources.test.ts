import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { deploymentOf, everySource, statementsOf, synthesize } from './support.ts';

/** Synthesis fails on unacknowledged findings of cdk-nag. */
const { resources, lambdas, ofType } = synthesize(deploymentOf(everySource));
const withIdPrefix = (id: string) => resources.filter((resource) => resource.id.startsWith(id));

describe("events of the account's default bus", () => {
  const rules = ofType('AWS::Events::Rule').filter(({ id }) => id.startsWith('EventSources'));

  test("have a rule for EC2's state changes and one for each of the others in the settings", () => {
    expect(rules.map(({ properties }) => properties['EventPattern'])).toEqual([
      { source: ['aws.ec2'], 'detail-type': ['EC2 Instance State-change Notification'] },
      { source: ['aws.s3'], 'detail-type': ['Object Created'] },
      { source: ['shop'] },
    ]);
    for (const { properties } of rules) expect(properties['EventBusName']).toBeUndefined();
  });

  test('go to the dead-letter queue if a rule cannot send them to the queue', () => {
    for (const { properties } of rules)
      expect(properties['Targets'][0].DeadLetterConfig.Arn).toBeDefined();
  });

  test('belong to the project that the settings name', () => {
    const { Variables: variables } = lambdas.get('account-events')!.properties['Environment'];
    expect(JSON.parse(variables.ACCOUNT_PROJECTS)).toEqual({ '123456789012': 'p1' });
  });
});

describe("CloudWatch's metrics of the account's instances", () => {
  const [stream] = ofType('AWS::CloudWatch::MetricStream');
  const [delivery] = ofType('AWS::KinesisFirehose::DeliveryStream');
  const policiesOf = (id: string) =>
    ofType('AWS::IAM::Policy')
      .filter((policy) => policy.id.startsWith(`AccountMetrics${id}`))
      .flatMap(statementsOf);

  test('are streamed: those of EC2 that the settings name, and no others', () => {
    expect(stream?.properties).toMatchObject({
      OutputFormat: 'json',
      IncludeFilters: [{ Namespace: 'AWS/EC2', MetricNames: ['CPUUtilization'] }],
      FirehoseArn: { 'Fn::GetAtt': [delivery?.id, 'Arn'] },
    });
    expect(stream?.properties['IncludeLinkedAccountsMetrics']).toBeUndefined();
  });

  test('are sent by a role that may put records into one stream, and written by one that may put objects under one prefix', () => {
    expect(policiesOf('Sender').map(({ actions, resources: on }) => [actions, on])).toEqual([
      [
        ['firehose:PutRecord', 'firehose:PutRecordBatch'],
        [JSON.stringify({ 'Fn::GetAtt': [delivery?.id, 'Arn'] })],
      ],
    ]);
    const writing = policiesOf('Writer').filter(({ actions }) => actions.includes('s3:PutObject'));
    expect(writing).toHaveLength(1);
    expect(writing[0]?.resources.join()).toContain('/cloudwatch/*');
    const all = policiesOf('Writer').flatMap(({ actions }) => actions);
    expect(all.filter((action) => /Delete|GetObject/.test(action))).toEqual([]);
  });

  test('are only assumed for this account', () => {
    const roles = ofType('AWS::IAM::Role').filter(({ id }) =>
      /^AccountMetrics(Sender|Writer)/.test(id),
    );
    const conditions = roles.map(
      ({ properties }) => properties['AssumeRolePolicyDocument'].Statement[0].Condition,
    );
    const own = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
    expect(conditions).toEqual([own, own]);
  });

  test('reach the queue as objects of their prefix, of which the bucket tells the default bus', () => {
    const [rule] = ofType('AWS::Events::Rule').filter(({ id }) => id.startsWith('AccountMetrics'));
    expect(rule?.properties['EventPattern']).toMatchObject({
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { object: { key: [{ prefix: 'cloudwatch/updates/' }] } },
    });
    expect(rule?.properties['Targets'][0].DeadLetterConfig.Arn).toBeDefined();
    expect(ofType('AWS::S3::Bucket')[0]?.properties['NotificationConfiguration']).toEqual({
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    });
  });

  test('cost nothing, and leave nothing behind, where the settings do not ask for them', () => {
    const off = synthesize(deploymentOf({}));
    expect(off.resources.filter(({ id }) => id.startsWith('AccountMetrics'))).toEqual([]);
    expect(
      off.ofType('AWS::S3::Bucket')[0]?.properties['NotificationConfiguration'],
    ).toBeUndefined();
    expect(off.lambdas.has('account-metrics')).toBe(false);
  });
});

describe('an Amazon MQ broker', () => {
  test('feeds its Lambda from one queue, with its own credentials', () => {
    const [source] = withIdPrefix('EventSourcesMessages');
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

  test('puts aside what the console shows to administrators, who cannot send it again', () => {
    const { Variables: variables } = lambdas.get('console-admin')!.properties['Environment'];
    expect(JSON.stringify(variables.DEAD_LETTERS)).toMatch(
      /broker-poison.*EventSourcesPoisonQueue.*source\\*":null/,
    );
  });

  test('needs permissions on all resources only for network interfaces', () => {
    const policies = ofType('AWS::IAM::Policy').filter(({ id }) => id.startsWith('EventSources'));
    const everywhere = policies
      .flatMap(statementsOf)
      .filter(({ resources: targets }) => targets.includes('"*"'))
      .flatMap(({ actions }) => actions);
    expect(everywhere.every((action) => /^ec2:(Describe|CreateN|DeleteN)/.test(action))).toBe(true);
  });
});

test('the ingest may read the telemetry secret if there is one', () => {
  const { Variables: variables } = lambdas.get('events')!.properties['Environment'];
  expect(variables.TELEMETRY_SECRET_ARN).toContain(':secret:telemetry');
  const [policy] = withIdPrefix('EventsIngestRoleDefaultPolicy');
  expect(statementsOf(policy!).flatMap(({ actions }) => actions)).toContain(
    'secretsmanager:GetSecretValue',
  );
});

test('each alarm names a section of the runbook', () => {
  const text = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const sections = [...text.matchAll(/^## (.*)$/gm)].map(([, title = '']) =>
    title.toLowerCase().replaceAll(' ', '-'),
  );
  for (const { properties } of ofType('AWS::CloudWatch::Alarm'))
    expect(sections).toContain(/#([\w-]+)$/.exec(properties['AlarmDescription'])?.[1]);
});
