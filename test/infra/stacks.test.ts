import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type LambdaName, lambdas as contract } from '../../functions/contract/environment.ts';
import { lambdaNames } from '../../infra/constructs/entries.ts';
import {
  deploymentOf,
  type Resource,
  rightsOf as rightsIn,
  statementsOf,
  synthesize,
} from './support.ts';

const deployed = deploymentOf({});
const { resources, lambdas, ofType } = synthesize(deployed);

/** Other Lambdas are only deployed with certain settings: see `sources.test.ts`, `existing-keystone.test.ts`. */
const names = lambdaNames.filter((name) => lambdas.has(name));

const rightsOf = (entry: LambdaName) => rightsIn({ lambdas, ofType }, entry);
const actionsOf = (entry: LambdaName) => rightsOf(entry).flatMap(({ actions }) => actions);
/** What the Lambdas of an ARN are for. */
const purposeIn = (resource: string) =>
  resource.includes('function:taibai-fn-*')
    ? 'users'
    : /"(\w+)Function[0-9A-F]+"/.exec(resource)?.[1];
const invokedBy = (entry: string) =>
  names
    .filter((name) => name === entry)
    .flatMap(rightsOf)
    .filter(({ actions }) => actions.includes('lambda:InvokeFunction'))
    .flatMap(({ resources: targets }) => targets);
const mayDo = (entry: LambdaName, ...actions: readonly string[]) =>
  actions.filter((action) => actionsOf(entry).includes(action));

describe('every deployment', () => {
  test('is clean under cdk-nag', () => {
    expect(new AwsSolutionsChecks(deployed.app).validateScope(deployed.app).violations).toEqual([]);
  });

  test('would fail cdk-nag with a careless bucket', () => {
    const { app, appStack } = deploymentOf({});
    const careless = new Bucket(appStack, 'Careless');
    expect(careless.node.path).toBe('taibai-app/Careless');
    expect(new AwsSolutionsChecks(app).validateScope(app).success).toBe(false);
  });

  test('has two stacks, of which the one with the data is protected against termination', () => {
    const stacks = deployed.app.node.findAll().filter((construct) => construct instanceof Stack);
    expect(
      stacks.map(({ stackName, terminationProtection }) => [stackName, terminationProtection]),
    ).toEqual([
      ['taibai-state', true],
      ['taibai-app', false],
    ]);
  });
});

describe('stored data', () => {
  test.each(ofType('AWS::DynamoDB::Table'))('$id can be restored and is retained', (table) => {
    const { properties } = table;
    // Stored events expire within days.
    expect(properties['PointInTimeRecoverySpecification'].PointInTimeRecoveryEnabled).toBe(
      !table.id.startsWith('Events'),
    );
    // DynamoDB encrypts every table; with `false`, by a key that AWS owns and that costs nothing.
    expect(properties['SSESpecification']).toEqual({ SSEEnabled: false });
    expect(properties['DeletionProtectionEnabled']).toBe(true);
    expect(properties['BillingMode']).toBe('PAY_PER_REQUEST');
    expect(properties['TimeToLiveSpecification']).toEqual({ AttributeName: 'ttl', Enabled: true });
    expect(table.deletionPolicy).toBe('Retain');
  });

  test('every index but that of stored events holds keys alone, and is queried by a Lambda', () => {
    const indexes = ofType('AWS::DynamoDB::Table').map(({ properties }) =>
      (properties['GlobalSecondaryIndexes'] ?? []).map(
        (index: { IndexName: string; Projection: object }) => [index.IndexName, index.Projection],
      ),
    );
    const keysOnly = { ProjectionType: 'KEYS_ONLY' };
    const shown = {
      ProjectionType: 'INCLUDE',
      NonKeyAttributes: ['type', 'id', 'body', 'bodyKey', 'replay', 'ttl', 'v'],
    };
    expect(indexes).toEqual([
      [
        ['by-id', keysOnly],
        ['by-due', keysOnly],
      ],
      [['by-due', keysOnly]],
      [
        ['by-kind', keysOnly],
        ['by-due', keysOnly],
      ],
      [],
      [
        ['by-generated', shown],
        ['by-message', keysOnly],
        ['by-due', keysOnly],
      ],
      [['by-due', keysOnly]],
      [['by-due', keysOnly]],
    ]);
    const queried = names
      .flatMap(rightsOf)
      .flatMap((right) => right.resources)
      .flatMap((each) => {
        const [, table, index] = /state-(\w+)TableArn.*\/index\/([\w-]+)/.exec(each) ?? [];
        return table ? [`${table} ${index}`] : [];
      });
    expect(new Set(queried)).toEqual(
      new Set([
        'Functions by-id',
        'Functions by-due',
        'Executions by-due',
        'Alarms by-kind',
        'Alarms by-due',
        'Events by-generated',
        'Events by-message',
        'Events by-due',
        'MetricIndex by-due',
        'Measures by-due',
      ]),
    );
  });

  test.each(['engine', 'executor'] as const)(
    'the %s finds functions of other projects by id, for administrators',
    (entry) => {
      const queried = rightsOf(entry)
        .filter(({ actions }) => actions.includes('dynamodb:Query'))
        .flatMap((right) => right.resources.filter((each) => each.includes('/index/by-id')));
      expect(queried.map((each) => /Functions|Executions/.exec(each)?.[0])).toEqual(['Functions']);
    },
  );

  test('objects are retained, too', () => {
    const kept = ofType('AWS::S3::Bucket');
    expect(kept.map(({ deletionPolicy }) => deletionPolicy)).toEqual(['Retain']);
  });

  test('each generated key is used by its own Lambdas alone, and nobody may delete one', () => {
    const rights = lambdaNames
      .filter((entry) => lambdas.has(entry))
      .flatMap((entry) =>
        rightsOf(entry).flatMap(({ actions, resources: allowed }) =>
          allowed.flatMap((resource) => {
            const [, key] = /:parameter\/taibai\/taibai\/(\w+)-key"/.exec(resource) ?? [];
            return key === undefined ? [] : `${entry} ${actions.join(' ')} ${key}`;
          }),
        ),
      );
    expect(rights.toSorted()).toEqual([
      'alarming ssm:GetParameter delivery',
      'console-session ssm:GetParameter signing',
      'engine ssm:GetParameter function',
      'function-tokens ssm:GetParameter function',
      'function-tokens ssm:GetParameter signing',
      'identity ssm:GetParameter signing',
      'identity-trust-tokens ssm:GetParameter signing',
      'keys ssm:PutParameter delivery',
      'keys ssm:PutParameter function',
      'notifier ssm:GetParameter delivery',
      'provisioner ssm:GetParameter function',
      'seed ssm:GetParameter ssm:PutParameter signing',
    ]);
  });

  test('the bucket is private and expires temporary objects', () => {
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
      ['cloudwatch/', 15],
      [undefined, undefined],
    ]);
  });

  test('no template contains a generated password', () => {
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
    const withoutDeadLetters = queues.filter(
      (queue) => !queue.properties['RedrivePolicy'] && !deadLetters.has(queue.id),
    );
    expect(withoutDeadLetters).toEqual(undelivered);
    expect(undelivered).toHaveLength(1);
  });

  test.each(queues)('$id is encrypted and accepts only TLS', (queue) => {
    expect(queue.properties['SqsManagedSseEnabled']).toBe(true);
    expect(policyOf(queue)).toContainEqual(
      expect.objectContaining({
        effect: 'Deny',
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  test('each dead-letter queue has an alarm that goes off at the first message', () => {
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
    '$id reports failures per message, has limited concurrency, and hides messages for longer than its Lambda may run',
    ({ properties }) => {
      const [queueId] = properties['EventSourceArn']['Fn::GetAtt'];
      const queue = queues.find(({ id }) => id === queueId)!;
      const consumer = resources.find(({ id }) => id === properties['FunctionName'].Ref)!;
      expect(properties['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
      expect(properties['ScalingConfig'].MaximumConcurrency).toBeDefined();
      expect(queue.properties['VisibilityTimeout']).toBeGreaterThan(consumer.properties['Timeout']);
      expect(queue.properties['RedrivePolicy'].maxReceiveCount).toBeGreaterThanOrEqual(50);
    },
  );

  test('a message stays hidden for six times the time-out, except from the executor, so that executions end', () => {
    const factors = ofType('AWS::Lambda::EventSourceMapping').map(({ properties }) => {
      const [queueId] = properties['EventSourceArn']['Fn::GetAtt'];
      const queue = queues.find(({ id }) => id === queueId)!;
      const [entry, consumer] = [...lambdas].find(
        ([, { id }]) => id === properties['FunctionName'].Ref,
      )!;
      return [entry, queue.properties['VisibilityTimeout'] / consumer.properties['Timeout']];
    });
    const { executor, ...others } = Object.fromEntries(factors);
    expect(executor).toBeLessThan(1.1);
    expect(new Set(Object.values(others))).toEqual(new Set([6]));
  });

  test.each([
    'archiver',
    'backtester',
    'evaluator',
    'executor',
    'notifier',
    'provisioner',
    'replayer',
  ] as const)('the %s puts messages aside in its own dead-letter queue', (entry) => {
    const { Variables: variables } = lambdas.get(entry)!.properties['Environment'];
    const own = queues.find(({ id }) => id === variables['SOURCE_QUEUE_URL'].Ref)!;
    const [aside] = own.properties['RedrivePolicy'].deadLetterTargetArn['Fn::GetAtt'];
    expect(variables['DEAD_LETTER_QUEUE_URL'].Ref).toBe(aside);
  });

  test('one policy statement per queue lets the rules of the bus send to it', () => {
    const receivers = queues.filter((queue) =>
      policyOf(queue).some(({ effect }) => effect === 'Allow'),
    );
    expect(receivers.map(({ id }) => id.replace(/Queue.*/, ''))).toEqual([
      'EventLogArchiveDeadLetters',
      'EventLogArchive',
      'AlarmingHits',
      'AlarmingUndeliveredHits',
    ]);
    for (const queue of receivers) {
      const allowed = policyOf(queue).filter(({ effect }) => effect === 'Allow');
      expect(allowed).toHaveLength(1);
      expect(JSON.stringify(allowed[0]?.conditions)).toContain(':rule/taibai/taibai-*');
    }
  });
});

describe("Taibai's own Lambdas", () => {
  test('are those of the contract', () => {
    expect(new Set(lambdas.keys())).toEqual(new Set(names));
    expect(ofType('AWS::Lambda::Function')).toHaveLength(names.length);
  });

  test.each(names)('%s has exactly its variables', (entry) => {
    const { Variables: variables } = lambdas.get(entry)!.properties['Environment'] ?? {
      Variables: {},
    };
    expect(new Set(Object.keys(variables))).toEqual(new Set(contract[entry]));
  });

  test.each(names)('%s runs on ARM with the current Node and logs JSON', (entry) => {
    const { properties } = lambdas.get(entry)!;
    expect(properties['Architectures']).toEqual(['arm64']);
    expect(properties['Runtime']).toBe('nodejs24.x');
    expect(properties['LoggingConfig'].LogFormat).toBe('JSON');
  });

  test('the executor outlives the longest function that the settings allow', () => {
    const settings = { projectLimits: { functionTimeoutSeconds: 840 } };
    const executor = synthesize(deploymentOf(settings)).lambdas.get('executor')!;
    expect(executor.properties['Timeout']).toBe(900);
  });

  test('by default the executor outlives the longest function, and requests end before the gateway times out', () => {
    expect(lambdas.get('executor')!.properties['Timeout']).toBeGreaterThan(303 + 30);
    for (const entry of ['identity', 'engine', 'webhook', 'alarming', 'events', 'event-log'])
      expect(lambdas.get(entry)!.properties['Timeout']).toBe(29);
  });

  test('every log has a retention of 30 days', () => {
    const retentions = ofType('AWS::Logs::LogGroup').map(
      ({ properties }) => properties['RetentionInDays'],
    );
    expect(retentions).toHaveLength(names.length + 1);
    expect(new Set(retentions)).toEqual(new Set([30]));
  });
});

describe('permissions', () => {
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

  test('only listings without resource-level permissions apply to all resources', () => {
    const onAllResources = allowed.filter(({ resources: targets }) => targets.includes('"*"'));
    expect(new Set(onAllResources.flatMap(({ actions }) => actions))).toEqual(
      new Set([
        'events:ListRules',
        'lambda:GetAccountSettings',
        'lambda:ListFunctions',
        'lambda:ListLayerVersions',
      ]),
    );
  });

  test('no role has a managed or inline policy', () => {
    const roles = ofType('AWS::IAM::Role');
    expect(
      roles.filter(({ properties }) => properties['ManagedPolicyArns'] ?? properties['Policies']),
    ).toEqual([]);
  });

  test('only seed reads passwords', () => {
    const readers = names.filter((entry) =>
      rightsOf(entry).some(({ resources: targets }) =>
        targets.some((resource) => resource.includes('/password/')),
      ),
    );
    expect(readers).toEqual(['seed']);
  });

  test('only the provisioner creates functions, and it passes their role only to Lambda', () => {
    expect(names.filter((entry) => mayDo(entry, 'lambda:CreateFunction').length > 0)).toEqual([
      'provisioner',
    ]);
    const passing = allowed.filter(({ actions }) => actions.includes('iam:PassRole'));
    expect(passing.map(({ conditions }) => conditions)).toEqual([
      { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    ]);
  });

  test("the engine and the executor invoke users' functions and the Lambdas for credentials, and nothing else", () => {
    const invokers = names.filter((entry) => invokedBy(entry).length > 0);
    expect(new Set(invokers)).toEqual(
      new Set(['engine', 'alarming', 'events', 'executor', 'notifier']),
    );
    expect(new Set(invokedBy('executor').map(purposeIn))).toEqual(
      new Set(['EngineTokens', 'users']),
    );
    expect(new Set(invokedBy('engine').map(purposeIn))).toEqual(
      new Set(['EngineTokens', 'IdentityPublishers', 'users']),
    );
  });

  test.each([
    ['alarming', 'Trusts'],
    ['events', 'Publishers'],
    ['notifier', 'TrustTokens'],
  ] as const)('%s may invoke the Lambda for its purpose and nothing else', (entry, purpose) => {
    expect(invokedBy(entry)).toEqual([
      expect.stringMatching(new RegExp(`"Identity${purpose}Function[0-9A-F]+"`)),
    ]);
  });

  test('only alarming and the sweeper put rules', () => {
    expect(names.filter((entry) => mayDo(entry, 'events:PutRule').length > 0)).toEqual([
      'alarming',
      'sweeper',
    ]);
  });

  test('the evaluator may not delete alarms', () => {
    expect(mayDo('evaluator', 'dynamodb:DeleteItem')).toEqual([]);
  });

  test("the role of users' functions denies everything, and only Lambda may assume it", () => {
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

  test('has the routes of all services and of the webhooks', () => {
    expect(new Set(routes)).toEqual(
      new Set([
        'ANY /console',
        'ANY /console/{proxy+}',
        'ANY /docs',
        'ANY /docs/{proxy+}',
        'ANY /openapi.json',
        'GET /',
        'GET /healthcheck',
        'ANY /v1',
        'ANY /v1/{proxy+}',
        'POST /packages',
        'POST /v1/webhooks/{id}/invoke',
        'ANY /identity',
        'ANY /identity/{proxy+}',
        'ANY /metric',
        'ANY /metric/{proxy+}',
        'POST /identity/v3/auth/tokens',
        'ANY /alarming',
        'ANY /alarming/{proxy+}',
        'ANY /metric',
        'ANY /metric/{proxy+}',
        'ANY /events',
        'ANY /events/{proxy+}',
        'GET /events',
        'GET /events/{proxy+}',
        'ANY /events/v2/{proxy+}',
        'GET /events/v2/events/{message_id}/chain',
        'GET /events/v2/events/{message_id}/explain',
        'ANY /events/v2/replays',
        'ANY /events/v2/replays/{proxy+}',
        'ANY /taibai/v1/{proxy+}',
        'ANY /taibai/v1/admin/{proxy+}',
        'ANY /taibai/v1/session',
        'POST /taibai/v1/session',
        '$default',
      ]),
    );
  });

  test('has no route that ends in a slash, which API Gateway refuses', () => {
    expect(routes.filter((route) => /.\/$/.test(route) && route !== 'GET /')).toEqual([]);
  });

  test('has one invoke permission per Lambda', () => {
    const permissions = ofType('AWS::Lambda::Permission').map(
      ({ properties }) => properties['FunctionName']['Fn::GetAtt'][0],
    );
    expect(permissions).toHaveLength(11);
    expect(new Set(permissions)).toHaveLength(11);
  });

  test('throttles every route, and logins by whatever path they come', () => {
    const [stage] = ofType('AWS::ApiGatewayV2::Stage');
    expect(stage?.properties['DefaultRouteSettings']).toEqual({
      ThrottlingRateLimit: 500,
      ThrottlingBurstLimit: 1000,
    });
    expect(stage?.properties['RouteSettings']).toEqual({
      'POST /v1/webhooks/{id}/invoke': { ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000 },
      'POST /identity/v3/auth/tokens': { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
      'ANY /identity/{proxy+}': { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
      'POST /taibai/v1/session': { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
      'ANY /taibai/v1/session': { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    });
  });

  test('does not log paths, because the path of a webhook is its secret', () => {
    const { Format: format } = ofType('AWS::ApiGatewayV2::Stage')[0]!.properties[
      'AccessLogSettings'
    ];
    expect(format).toContain('$context.routeKey');
    expect(format).not.toMatch(/\$context\.(path|.*[pP]athParam|authorizer|customDomain)/);
  });
});

describe('what could go unnoticed', () => {
  const alarms = ofType('AWS::CloudWatch::Alarm').map(({ properties }) => properties);
  const watching = (metric: string) => alarms.filter(({ MetricName: name }) => name === metric);

  test('the age of the oldest message of each queue is watched', () => {
    const sources = ofType('AWS::Lambda::EventSourceMapping').map(
      ({ properties }) => properties['EventSourceArn']['Fn::GetAtt'][0],
    );
    const watched = watching('ApproximateAgeOfOldestMessage').map(
      ({ Dimensions: [queue] }) => queue.Value['Fn::GetAtt'][0],
    );
    expect(new Set(watched)).toEqual(new Set(sources));
  });

  test('throttled Lambdas and throttled writes are watched', () => {
    expect(watching('Throttles')).toHaveLength(1);
    expect(watching('WriteThrottleEvents')).toHaveLength(3);
  });

  test('a sweeper that fails and one that does not run ring the same alarm', () => {
    const sweeper = lambdas.get('sweeper')!.id;
    const own = watching('Errors').filter(({ Dimensions: [name] }) => name.Value.Ref === sweeper);
    expect(own.map(({ TreatMissingData: missing }) => missing)).toEqual(['breaching']);
  });

  test('a person finds it all on one dashboard, which is free', () => {
    const [dashboard, ...others] = ofType('AWS::CloudWatch::Dashboard');
    expect(others).toEqual([]);
    const metrics =
      JSON.stringify(dashboard?.properties).match(/AWS\/(SQS|Lambda|ApiGateway)/g) ?? [];
    expect(metrics.length).toBeGreaterThan(10);
    expect(metrics.length).toBeLessThanOrEqual(50);
  });

  /** AWS bills each metric that an alarm reads; the first ten of an account are free. */
  test('the alarms read twenty-four metrics, of which fourteen are billed', () => {
    expect(alarms.filter(({ Metrics: expression }) => expression)).toEqual([]);
    expect(alarms).toHaveLength(24);
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

  test.each(makers)('$id is deleted before the cleaner runs', ({ dependsOn }) => {
    expect(dependsOn).toContain(cleaned.id);
  });

  test('bus, role and layer still exist when the cleaner runs', () => {
    const stillThere = ['AWS::Events::EventBus', 'AWS::IAM::Role', 'AWS::Lambda::LayerVersion']
      .flatMap(ofType)
      .filter(({ id }) => id.startsWith('EventBus') || id.startsWith('UserFunctions'));
    expect(stillThere).toHaveLength(3);
    expect(cleaned.dependsOn).toEqual(expect.arrayContaining(stillThere.map(({ id }) => id)));
  });
});

describe("the operator's alarm", () => {
  const runbook = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const sections = new Set(
    [...runbook.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    ),
  );

  test.each(ofType('AWS::CloudWatch::Alarm'))(
    '$id names a section of the runbook',
    ({ properties }) => {
      const anchor = /docs\/operations\.md#([\w-]+)$/.exec(properties['AlarmDescription'])?.[1];
      expect(sections).toContain(anchor);
    },
  );
});
