import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type LambdaName, lambdas as contract } from '../../functions/contract/environment.ts';
import {
  deploymentOf,
  lambdaNames,
  type Resource,
  rightsOf as rightsIn,
  statementsOf,
  synthesize,
} from './support.ts';

const deployed = deploymentOf({});
const { resources, lambdas, ofType } = synthesize(deployed);

/** The others are deployed where the settings ask for them: `sources.test.ts`, `existing-keystone.test.ts`. */
const names = lambdaNames.filter((name) => lambdas.has(name));

const rightsOf = (entry: LambdaName) => rightsIn({ lambdas, ofType }, entry);
const actionsOf = (entry: LambdaName) => rightsOf(entry).flatMap(({ actions }) => actions);
const invokedBy = (entry: string) =>
  names
    .filter((name) => name === entry)
    .flatMap(rightsOf)
    .filter(({ actions }) => actions.includes('lambda:InvokeFunction'))
    .flatMap(({ resources: on }) => on);
const mayDo = (entry: LambdaName, ...actions: readonly string[]) =>
  actions.filter((action) => actionsOf(entry).includes(action));

describe('every deployment', () => {
  test('is clean under cdk-nag', () => {
    expect(new AwsSolutionsChecks(deployed.app).validateScope(deployed.app).violations).toEqual([]);
  });

  test('would be refused by cdk-nag with a public bucket', () => {
    const { app, appStack } = deploymentOf({});
    const careless = new Bucket(appStack, 'Careless');
    expect(careless.node.path).toBe('taibai-app/Careless');
    expect(new AwsSolutionsChecks(app).validateScope(app).success).toBe(false);
  });

  test('is made of two stacks, and the one that stores cannot be destroyed', () => {
    const stacks = deployed.app.node.findAll().filter((construct) => construct instanceof Stack);
    expect(
      stacks.map(({ stackName, terminationProtection }) => [stackName, terminationProtection]),
    ).toEqual([
      ['taibai-state', true],
      ['taibai-app', false],
    ]);
  });
});

describe('what is stored', () => {
  test.each(ofType('AWS::DynamoDB::Table'))('$id can be restored and stays', (table) => {
    const { properties } = table;
    expect(properties['PointInTimeRecoverySpecification'].PointInTimeRecoveryEnabled).toBe(true);
    expect(properties['SSESpecification'].SSEEnabled).toBe(true);
    expect(properties['DeletionProtectionEnabled']).toBe(true);
    expect(properties['BillingMode']).toBe('PAY_PER_REQUEST');
    expect(properties['TimeToLiveSpecification']).toEqual({ AttributeName: 'ttl', Enabled: true });
    expect(table.deletionPolicy).toBe('Retain');
  });

  test('the tables have the indexes that their stores read', () => {
    const indexes = ofType('AWS::DynamoDB::Table').map(({ properties }) =>
      (properties['GlobalSecondaryIndexes'] ?? []).map(
        (index: { IndexName: string }) => index.IndexName,
      ),
    );
    expect(indexes).toEqual([
      ['by-id', 'by-kind', 'by-due'],
      ['by-id', 'by-due'],
      ['by-id', 'by-kind', 'by-due'],
      [],
    ]);
  });

  test.each(['engine', 'executor'] as const)(
    'the %s finds by id what an administrator runs of another project',
    (entry) => {
      const queried = rightsOf(entry)
        .filter(({ actions }) => actions.includes('dynamodb:Query'))
        .flatMap((right) => right.resources.filter((each) => each.includes('/index/by-id')));
      expect(new Set(queried.map((each) => /Functions|Executions/.exec(each)?.[0]))).toEqual(
        new Set(['Functions', 'Executions']),
      );
    },
  );

  test('secrets and objects stay, too', () => {
    const kept = [...ofType('AWS::SecretsManager::Secret'), ...ofType('AWS::S3::Bucket')];
    expect(kept.map(({ deletionPolicy }) => deletionPolicy)).toEqual(kept.map(() => 'Retain'));
  });

  test('the bucket is private and forgets what ages', () => {
    const { properties } = ofType('AWS::S3::Bucket')[0]!;
    expect(Object.values(properties['PublicAccessBlockConfiguration'])).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(
      properties['LifecycleConfiguration'].Rules.map((rule: Record<string, unknown>) => [
        rule['Prefix'],
        rule['ExpirationInDays'],
      ]),
    ).toEqual([
      ['responses/', 1],
      ['uploads/', 1],
      ['payloads/', 31],
      [undefined, undefined],
    ]);
  });

  test('a generated password is in no template', () => {
    const secrets = ofType('AWS::SecretsManager::Secret').filter(({ id }) =>
      id.startsWith('Password'),
    );
    expect(
      secrets.map(({ properties }) => Object.keys(properties).includes('SecretString')),
    ).toEqual([false]);
  });
});

describe('queues', () => {
  const queues = ofType('AWS::SQS::Queue');
  const deadLetters = new Set(
    queues.flatMap(({ properties }) => {
      const redrive = properties['RedrivePolicy'];
      return redrive ? [redrive.deadLetterTargetArn['Fn::GetAtt'][0]] : [];
    }),
  );
  const undelivered = queues.filter(({ id }) => id.startsWith('AlarmingUndeliveredHits'));
  const policyOf = ({ id }: Resource) =>
    ofType('AWS::SQS::QueuePolicy')
      .filter(({ properties }) =>
        properties['Queues'].some((each: { Ref: string }) => each.Ref === id),
      )
      .flatMap(statementsOf);

  test('every queue has a dead-letter queue or is one', () => {
    const orphans = queues.filter(
      (queue) => !queue.properties['RedrivePolicy'] && !deadLetters.has(queue.id),
    );
    expect(orphans).toEqual(undelivered);
    expect(undelivered).toHaveLength(1);
  });

  test.each(queues)('$id is encrypted and reached over TLS only', (queue) => {
    expect(queue.properties['SqsManagedSseEnabled']).toBe(true);
    expect(policyOf(queue)).toContainEqual(
      expect.objectContaining({
        effect: 'Deny',
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  test('each dead-letter queue rings as soon as it holds a message', () => {
    const watched = ofType('AWS::CloudWatch::Alarm').flatMap(({ properties }) =>
      (properties['Dimensions'] ?? []).flatMap(
        (dimension: { Value: { 'Fn::GetAtt'?: [string, string] } }) =>
          dimension.Value['Fn::GetAtt']?.[0] ?? [],
      ),
    );
    expect(watched).toEqual(
      expect.arrayContaining([...deadLetters, ...undelivered.map(({ id }) => id)]),
    );
  });

  test.each(ofType('AWS::Lambda::EventSourceMapping'))(
    '$id answers for each message, is capped, and hides what it took for longer than it may run',
    ({ properties }) => {
      const [queueId] = properties['EventSourceArn']['Fn::GetAtt'];
      const queue = queues.find(({ id }) => id === queueId)!;
      const consumer = resources.find(({ id }) => id === properties['FunctionName'].Ref)!;
      expect(properties['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
      expect(properties['ScalingConfig'].MaximumConcurrency).toBeGreaterThanOrEqual(2);
      expect(queue.properties['VisibilityTimeout']).toBeGreaterThan(consumer.properties['Timeout']);
    },
  );

  test('the rules of the bus reach their queues by one statement each', () => {
    const fed = queues.filter((queue) => policyOf(queue).some(({ effect }) => effect === 'Allow'));
    expect(fed.map(({ id }) => id.replace(/Queue.*/, ''))).toEqual([
      'AlarmingHits',
      'AlarmingUndeliveredHits',
    ]);
    for (const queue of fed) {
      const allowed = policyOf(queue).filter(({ effect }) => effect === 'Allow');
      expect(allowed).toHaveLength(1);
      expect(JSON.stringify(allowed[0]?.conditions)).toContain(':rule/taibai/taibai-*');
    }
  });
});

describe('our own Lambdas', () => {
  test('are those of the contract', () => {
    expect(new Set(lambdas.keys())).toEqual(new Set(names));
    expect(ofType('AWS::Lambda::Function')).toHaveLength(names.length);
  });

  test.each(names)('%s is told exactly its variables', (entry) => {
    const { Variables: told } = lambdas.get(entry)!.properties['Environment'];
    expect(new Set(Object.keys(told))).toEqual(new Set(contract[entry]));
  });

  test.each(names)('%s runs on ARM with the current Node and logs JSON', (entry) => {
    const { properties } = lambdas.get(entry)!;
    expect(properties['Architectures']).toEqual(['arm64']);
    expect(properties['Runtime']).toBe('nodejs24.x');
    expect(properties['LoggingConfig'].LogFormat).toBe('JSON');
  });

  test('the executor outlives the longest function that a deployment allows', () => {
    const settings = { projectLimits: { functionTimeoutSeconds: 840 } };
    const patient = synthesize(deploymentOf(settings)).lambdas.get('executor')!;
    expect(patient.properties['Timeout']).toBe(900);
  });

  test('the executor outlives the longest function, requests end before the gateway gives up', () => {
    expect(lambdas.get('executor')!.properties['Timeout']).toBeGreaterThan(303 + 30);
    for (const entry of ['identity', 'engine', 'webhook', 'alarming', 'events'])
      expect(lambdas.get(entry)!.properties['Timeout']).toBe(29);
  });

  test('every log is kept for a while and not for ever', () => {
    const kept = ofType('AWS::Logs::LogGroup').map(
      ({ properties }) => properties['RetentionInDays'],
    );
    expect(kept).toHaveLength(names.length + 1);
    expect(new Set(kept)).toEqual(new Set([30]));
  });
});

describe('rights', () => {
  const allowed = ofType('AWS::IAM::Policy')
    .flatMap((policy) =>
      statementsOf(policy).map((statement) => ({ ...statement, policy: policy.id })),
    )
    .filter(({ effect }) => effect === 'Allow');

  test('no action has a wildcard', () => {
    expect(allowed.filter(({ actions }) => actions.some((action) => action.includes('*')))).toEqual(
      [],
    );
  });

  test('only listings that know no resource reach everything', () => {
    const everywhere = allowed.filter(({ resources: on }) => on.includes('"*"'));
    expect(new Set(everywhere.flatMap(({ actions }) => actions))).toEqual(
      new Set(['events:ListRules', 'lambda:ListFunctions', 'lambda:ListLayerVersions']),
    );
  });

  test('no managed policy is attached, and no role has rights inline', () => {
    const roles = ofType('AWS::IAM::Role');
    expect(
      roles.filter(({ properties }) => properties['ManagedPolicyArns'] ?? properties['Policies']),
    ).toEqual([]);
  });

  test('only identity and seed read the signing key', () => {
    const readers = names.filter((entry) =>
      rightsOf(entry).some(({ resources: on }) =>
        on.some((resource) => resource.includes('SigningKey')),
      ),
    );
    expect(readers).toEqual(['identity', 'seed']);
  });

  test('only alarming and the notifier read the key of signing secrets', () => {
    const readers = names.filter((entry) =>
      rightsOf(entry).some(({ resources: on }) =>
        on.some((resource) => resource.includes('DeliveryKey')),
      ),
    );
    expect(readers).toEqual(['alarming', 'notifier']);
  });

  test('only seed reads passwords', () => {
    const readers = names.filter((entry) =>
      rightsOf(entry).some(({ resources: on }) =>
        on.some((resource) => resource.includes('Password')),
      ),
    );
    expect(readers).toEqual(['seed']);
  });

  test('only the provisioner makes functions, and hands the role to nothing but Lambda', () => {
    expect(names.filter((entry) => mayDo(entry, 'lambda:CreateFunction').length > 0)).toEqual([
      'provisioner',
    ]);
    const passing = allowed.filter(({ actions }) => actions.includes('iam:PassRole'));
    expect(passing.map(({ conditions }) => conditions)).toEqual([
      { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    ]);
  });

  test('functions of users are invoked by the engine and the executor, and no other function is', () => {
    const invokers = names.filter((entry) => invokedBy(entry).length > 0);
    expect(invokers).toEqual(['engine', 'alarming', 'events', 'executor', 'notifier']);
    for (const resource of ['engine', 'executor'].flatMap(invokedBy))
      expect(resource).toContain('function:taibai-fn-*');
  });

  test('alarming, the events and the notifier call identity, and nothing else', () => {
    for (const resource of ['alarming', 'events', 'notifier'].flatMap(invokedBy))
      expect(resource).toMatch(/"IdentityKeystoneFunction\w+"/);
  });

  test('rules are put by alarming and the sweeper', () => {
    expect(names.filter((entry) => mayDo(entry, 'events:PutRule').length > 0)).toEqual([
      'alarming',
      'sweeper',
    ]);
  });

  test('the evaluator deletes no alarm', () => {
    expect(mayDo('evaluator', 'dynamodb:DeleteItem')).toEqual([]);
  });

  test('the role of user functions denies everything, and only Lambda takes it on', () => {
    const [role] = ofType('AWS::IAM::Role').filter(({ id }) => id.startsWith('UserFunctions'));
    const [policy] = ofType('AWS::IAM::Policy').filter(({ id }) => id.startsWith('UserFunctions'));
    expect(statementsOf(policy!)).toEqual([
      { effect: 'Deny', actions: ['*'], resources: ['"*"'], conditions: undefined },
    ]);
    expect(role?.properties['AssumeRolePolicyDocument'].Statement).toEqual([
      expect.objectContaining({ Principal: { Service: 'lambda.amazonaws.com' } }),
    ]);
  });
});

describe('the HTTP API', () => {
  const routes = ofType('AWS::ApiGatewayV2::Route').map(({ properties }) => properties['RouteKey']);

  test('has the routes of the three services and the webhooks', () => {
    expect(new Set(routes)).toEqual(
      new Set([
        'GET /',
        'GET /healthcheck',
        'ANY /v1',
        'ANY /v1/{proxy+}',
        'POST /packages',
        'POST /v1/webhooks/{id}/invoke',
        'ANY /identity',
        'ANY /identity/{proxy+}',
        'POST /identity/v3/auth/tokens',
        'ANY /alarming',
        'ANY /alarming/{proxy+}',
        'ANY /events',
        'ANY /events/{proxy+}',
        '$default',
      ]),
    );
  });

  test('asks for one permission a Lambda', () => {
    const permissions = ofType('AWS::Lambda::Permission').map(
      ({ properties }) => properties['FunctionName']['Fn::GetAtt'][0],
    );
    expect(permissions).toHaveLength(5);
    expect(new Set(permissions)).toHaveLength(5);
  });

  test('throttles webhooks and logins', () => {
    const [stage] = ofType('AWS::ApiGatewayV2::Stage');
    expect(stage?.properties['RouteSettings']).toEqual({
      'POST /v1/webhooks/{id}/invoke': { ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000 },
      'POST /identity/v3/auth/tokens': { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    });
  });

  test('logs no path, because the path of a webhook is its secret', () => {
    const { Format: format } = ofType('AWS::ApiGatewayV2::Stage')[0]!.properties[
      'AccessLogSettings'
    ];
    expect(format).toContain('$context.routeKey');
    expect(format).not.toMatch(/\$context\.(path|.*[pP]athParam|authorizer|customDomain)/);
  });
});

describe('removal', () => {
  const cleaned = ofType('AWS::CloudFormation::CustomResource').find(({ id }) =>
    id.startsWith('RemovalCleaned'),
  )!;
  const makers = [
    'AWS::Lambda::EventSourceMapping',
    'AWS::Scheduler::Schedule',
    'AWS::ApiGatewayV2::Route',
    'AWS::ApiGatewayV2::Stage',
  ].flatMap(ofType);

  test.each(makers)('$id is gone before the cleaner runs', ({ dependsOn }) => {
    expect(dependsOn).toContain(cleaned.id);
  });

  test('bus, role and layer are still there', () => {
    const later = ['AWS::Events::EventBus', 'AWS::IAM::Role', 'AWS::Lambda::LayerVersion']
      .flatMap(ofType)
      .filter(({ id }) => id.startsWith('EventBus') || id.startsWith('UserFunctions'));
    expect(later).toHaveLength(3);
    expect(cleaned.dependsOn).toEqual(expect.arrayContaining(later.map(({ id }) => id)));
  });
});

describe('alarms for the operator', () => {
  const runbook = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const sections = new Set(
    [...runbook.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    ),
  );

  test.each(ofType('AWS::CloudWatch::Alarm'))('$id says where to read on', ({ properties }) => {
    const anchor = /docs\/operations\.md#([\w-]+)$/.exec(properties['AlarmDescription'])?.[1];
    expect(sections).toContain(anchor);
  });
});
