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
