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
const environmentOf = (entry: string): Properties =>
  lambdas.get(entry)?.properties['Environment'].Variables;

describe('a deployment whose users an existing Keystone keeps', () => {
  test('is clean under cdk-nag', () => {
    expect(new AwsSolutionsChecks(deployed.app).validateScope(deployed.app).violations).toEqual([]);
  });

  test('makes no users and no passwords, and nobody who could sign a token', () => {
    expect(lambdas.has('identity')).toBe(false);
    expect(lambdas.has('seed')).toBe(false);
    const secrets = ofType('AWS::SecretsManager::Secret').map(({ id }) => id);
    expect(secrets.filter((id) => id.startsWith('Password'))).toEqual([]);
  });

  test.each(['engine', 'alarming', 'events'] as const)(
    'the %s asks it who somebody is, and reads no table of ours for that',
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

  test('the webhook Lambda knows nothing of it', () => {
    expect(environmentOf('webhook')).not.toHaveProperty('KEYSTONE_SECRET_ARN');
  });

  test('every route of identity says where the users are, and needs no right but its log', () => {
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

  test('what to register in its catalog is told', () => {
    expect(Object.values(catalogEntries('https://taibai.example', 'North'))).toEqual([
      'openstack service create --name qinling function-engine',
      'openstack endpoint create --region North function-engine public https://taibai.example',
      'openstack service create --name aodh alarming',
      'openstack endpoint create --region North alarming public https://taibai.example/alarming',
    ]);
    const outputs = deployed.app.synth().getStackArtifact(deployed.appStack.artifactId)
      .template.Outputs;
    expect(Object.keys(outputs)).toEqual(
      expect.arrayContaining(Object.keys(catalogEntries('', ''))),
    );
  });
});
