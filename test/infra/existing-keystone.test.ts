import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { catalogEntries } from '../../infra/features/identity/catalog-entries.ts';
import {
  deploymentOf,
  existingKeystone,
  type Properties,
  rightsOf,
  synthesize,
} from './support.ts';

const deployed = deploymentOf({ ...existingKeystone, regionName: 'North' });
const synthesized = synthesize(deployed);
const { lambdas, ofType, resources } = synthesized;
const { authUrl, credentialSecretArn } = existingKeystone.keystone;
const stored = { days: 7, maxDays: 30, perProjectPerHour: 100_000 };
const environmentOf = (entry: string): Properties =>
  lambdas.get(entry)?.properties['Environment'].Variables;

describe('a deployment with an existing Keystone', () => {
  test('is clean under cdk-nag', () => {
    expect(new AwsSolutionsChecks(deployed.app).validateScope(deployed.app).violations).toEqual([]);
  });

  test('has no users, no passwords and no Lambda that could sign a token', () => {
    expect(lambdas.has('identity')).toBe(false);
    expect(lambdas.has('seed')).toBe(false);
    const secrets = ofType('AWS::SecretsManager::Secret').map(({ id }) => id);
    expect(secrets.filter((id) => id.startsWith('Password'))).toEqual([]);
  });

  test.each(['engine', 'alarming', 'events'] as const)(
    'the Lambda %s authenticates callers with it and may not read the identity table',
    (entry) => {
      const { KEYSTONE_URL, KEYSTONE_SECRET_ARN, KEYSTONE_REMEMBER_SECONDS, IDENTITY_TABLE } =
        environmentOf(entry);
      expect([
        KEYSTONE_URL,
        KEYSTONE_SECRET_ARN,
        KEYSTONE_REMEMBER_SECONDS,
        IDENTITY_TABLE,
      ]).toEqual([authUrl, credentialSecretArn, '5', '']);
      const rights = rightsOf(synthesized, entry);
      expect(rights.flatMap((right) => right.resources).join()).not.toContain('Identity');
      const secrets = rights.filter(({ actions }) =>
        actions.includes('secretsmanager:GetSecretValue'),
      );
      expect(secrets.flatMap((right) => right.resources)).toContain(
        JSON.stringify(credentialSecretArn),
      );
    },
  );

  test('the webhook Lambda has no access to it', () => {
    expect(environmentOf('webhook')).not.toHaveProperty('KEYSTONE_SECRET_ARN');
  });

  test('every identity route names the Keystone, and its Lambda may only write its log', () => {
    expect(environmentOf('identity-elsewhere')).toMatchObject({ KEYSTONE_URL: authUrl });
    const actions = rightsOf(synthesized, 'identity-elsewhere').flatMap((right) => right.actions);
    expect(new Set(actions)).toEqual(new Set(['logs:CreateLogStream', 'logs:PutLogEvents']));
    const routes = resources
      .filter(({ type }) => type === 'AWS::ApiGatewayV2::Route')
      .map(({ properties }) => String(properties['RouteKey']));
    expect(routes.filter((key) => key.includes('/identity')).toSorted()).toEqual([
      'ANY /identity',
      'ANY /identity/{proxy+}',
    ]);
  });

  test('the outputs are the commands that register the services in its catalog', () => {
    const url = 'https://taibai.example';
    const faces = ['public', 'internal', 'admin'];
    expect(
      Object.values(
        catalogEntries(url, { regionName: 'North', metrics: {}, eventStorage: stored }),
      ),
    ).toEqual([
      'openstack service create --name qinling function-engine',
      ...faces.map(
        (face) => `openstack endpoint create --region North function-engine ${face} ${url}`,
      ),
      'openstack service create --name aodh alarming',
      ...faces.map(
        (face) => `openstack endpoint create --region North alarming ${face} ${url}/alarming`,
      ),
      'openstack service create --name panko event',
      ...faces.map(
        (face) => `openstack endpoint create --region North event ${face} ${url}/events`,
      ),
      'openstack service create --name gnocchi metric',
      ...faces.map(
        (face) => `openstack endpoint create --region North metric ${face} ${url}/metric`,
      ),
    ]);
    const outputs = deployed.app.synth().getStackArtifact(deployed.appStack.artifactId)
      .template.Outputs;
    expect(Object.keys(outputs)).toEqual(
      expect.arrayContaining(
        Object.keys(catalogEntries('', { regionName: '', metrics: {}, eventStorage: stored })),
      ),
    );
  });
});

describe('a deployment whose alarms ask an existing Gnocchi', () => {
  const url = 'https://gnocchi.example:8041';
  const asking = synthesize(
    deploymentOf({ ...existingKeystone, metrics: false, metricAlarms: { gnocchi: { url } } }),
  );
  const looker = asking.lambdas.get('looker')?.properties['Environment'].Variables;

  test('has a looker that asks it as the service user of Keystone', () => {
    expect(JSON.parse(looker.MEASURE_ALARMS)).toMatchObject({ metrics: false, gnocchi: { url } });
    expect(looker.KEYSTONE_URL).toBe(authUrl);
    const secrets = rightsOf(asking, 'looker').filter(({ actions }) =>
      actions.includes('secretsmanager:GetSecretValue'),
    );
    expect(secrets.map((right) => right.resources)).toEqual([
      [JSON.stringify(credentialSecretArn)],
    ]);
  });

  test('gives the looks that wait for it a queue and two lookers of their own, so that no others wait', () => {
    const own = asking
      .ofType('AWS::Lambda::EventSourceMapping')
      .filter(({ id }) => /Looks/.test(id));
    expect(own.map(({ properties }) => properties['ScalingConfig'])).toContainEqual({
      MaximumConcurrency: 2,
    });
    expect(
      new Set(own.map(({ properties }) => JSON.stringify(properties['EventSourceArn']))).size,
    ).toBe(2);
    const lookers = asking
      .ofType('AWS::Lambda::Function')
      .map(({ properties }) => properties['Environment']?.Variables ?? {})
      .filter((variables) => 'LOOKS_ELSEWHERE' in variables);
    const urls = lookers.map(({ KEYSTONE_URL }) => KEYSTONE_URL);
    expect(urls).toHaveLength(2);
    expect(new Set(urls)).toEqual(new Set(['', authUrl]));
    const handing = lookers.find(({ KEYSTONE_URL }) => KEYSTONE_URL === '');
    expect(JSON.stringify(handing?.LOOKS_ELSEWHERE)).toMatch(/gnocchi.*GnocchiLooksQueue/);
  });

  test('gives none of its Lambdas a right to tables of metrics', () => {
    const rights = (['looker', 'alarming', 'sweeper'] as const).flatMap((entry) =>
      rightsOf(asking, entry),
    );
    const named = rights.flatMap((right) => right.resources).join();
    expect(named).not.toMatch(/(Measures|MetricIndex)Table/);
  });
});
