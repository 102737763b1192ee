import { expect, test } from 'vitest';
import { deploymentOf, statementsOf, synthesize } from './support.ts';

const settings = {
  namePrefix: 'trial',
  publicUrl: 'http://localhost:7070',
  operatorTopicArn: 'arn:aws:sns:us-east-1:000000000000:operator',
  users: [
    {
      name: 'alt_demo',
      defaultProject: 'alt_demo',
      assignments: [{ project: 'alt_demo', roles: ['member'] }],
    },
  ],
};
const { resources, lambdas, ofType } = synthesize(deploymentOf(settings, { purge: true }));

test('a deployment with purge=true retains nothing when it is destroyed', () => {
  const kept = resources.filter(({ deletionPolicy }) => deletionPolicy === 'Retain');
  expect(kept).toEqual([]);
  const tables = ofType('AWS::DynamoDB::Table');
  expect(tables.some(({ properties }) => properties['DeletionProtectionEnabled'])).toBe(false);
});

test('its cleaner may empty the bucket', () => {
  const { Variables: variables } = lambdas.get('cleaner')!.properties['Environment'];
  const emptying = ofType('AWS::IAM::Policy')
    .flatMap(statementsOf)
    .filter(({ resources: targets }) =>
      targets.some((resource) => resource.includes('BucketArn') && resource.includes('"/*"')),
    );
  expect(variables['BUCKET']).not.toBe('');
  expect(emptying.map(({ actions }) => actions)).toEqual([['s3:DeleteObject']]);
});

test('Lambdas get the public URL of the settings', () => {
  for (const entry of ['identity', 'engine', 'alarming', 'evaluator'])
    expect(lambdas.get(entry)!.properties['Environment'].Variables['PUBLIC_URL']).toBe(
      'http://localhost:7070',
    );
});

test('names that are created at run time begin with the prefix of the settings', () => {
  for (const entry of ['executor', 'provisioner', 'alarming', 'cleaner'])
    expect(lambdas.get(entry)!.properties['Environment'].Variables['NAME_PREFIX']).toBe('trial');
  expect(ofType('AWS::Events::EventBus')[0]?.properties['Name']).toBe('trial');
});

test('the seed gets each user with its projects and the secret of its password', () => {
  const seeded = ofType('AWS::CloudFormation::CustomResource').find(({ id }) =>
    id.startsWith('IdentitySeeded'),
  );
  expect(seeded?.properties).toMatchObject({
    projects: [{ name: 'alt_demo' }],
    users: [
      {
        name: 'alt_demo',
        defaultProject: 'alt_demo',
        passwordSecret: 'trial/password/alt_demo',
        assignments: [{ project: 'alt_demo', roles: ['member'] }],
      },
    ],
    signingKeyParameter: '/taibai/trial/signing-key',
  });
});

test("the operator's alarms notify the topic of the settings", () => {
  const alarms = ofType('AWS::CloudWatch::Alarm');
  expect(alarms.map(({ properties }) => properties['AlarmActions'])).toEqual(
    alarms.map(() => [settings.operatorTopicArn]),
  );
});

test('no template holds the value of a secret', () => {
  const secrets = ofType('AWS::SecretsManager::Secret');
  expect(secrets).toHaveLength(1);
  for (const { properties } of secrets) expect(properties).not.toHaveProperty('SecretString');
});
