import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { settingsFile } from '../../infra/settings.ts';
import { isInstalled } from '../parity/support/oracle.ts';
import { deploymentOf } from './support.ts';
import { cfnLint, lint, type LintFinding } from './validators/cfn-lint.ts';
import { account, combinations, type Region } from './validators/combinations.ts';
import { deployed } from './validators/deployed.ts';
import { judged, parliamentPython, type PolicyFinding } from './validators/parliament.ts';
import { foreign } from './validators/partition.ts';
import { policiesOf, serviceGrantsOf } from './validators/policies.ts';

/** What cfn-lint reports and why it stays. */
const acknowledgedLint = [
  {
    rule: 'I1022',
    where: /./,
    reason: 'CDK joins texts by Fn::Join.',
  },
  {
    rule: 'W3005',
    where: /^Resources\/(\w+(Function|Schedule)|AccountMetrics(Delivery|Stream))\w{8}\/DependsOn\//,
    reason: 'CDK waits for a role with its policies, and the role is named among them.',
  },
  {
    rule: 'W6001',
    where: /^Outputs\/((\w+Table)|BucketName)\/Value\//,
    reason: 'Operators read all outputs from one stack, including those about the stored state.',
  },
];

/** What parliament reports and why it stays. */
const acknowledgedPolicies = [
  {
    issue: 'PRIVILEGE_ESCALATION',
    where: /^EngineProvisionerRoleDefaultPolicy/,
    reason: 'It creates Lambda functions, but the only role it may pass is denied every action.',
  },
  {
    issue: 'PERMISSIONS_MANAGEMENT_ACTIONS',
    where: /^EngineProvisionerRoleDefaultPolicy/,
    reason: 'iam:PassRole, for the role of user functions and for Lambda only.',
  },
  {
    issue: 'RESOURCE_STAR',
    where: /^EventSourcesBridgeRoleDefaultPolicy/,
    reason:
      'AWS documents these rights on "*": Lambda creates interfaces in the VPC of the broker.',
  },
];

const isAcknowledged = ({ rule, path }: LintFinding) =>
  acknowledgedLint.some((each) => each.rule === rule && each.where.test(path));

const folder = mkdtempSync(join(tmpdir(), 'taibai-validators-'));
afterAll(() => rmSync(folder, { recursive: true }));

const deployments = combinations.map((combination, i) => {
  const own = join(folder, String(i));
  mkdirSync(own);
  return deployed(combination, own);
});

/** With their full names, which vitest shortens when a title names a property. */
const named = deployments.map((each) => [`${each.region} with ${each.name}`, each] as const);

describe.each(named)('in %s', (_, { region, objections, resources }) => {
  test('cdk-nag has neither errors nor warnings', () => {
    expect(objections).toEqual([]);
  });

  test('every ARN and every domain belongs to the partition and the region', () => {
    expect(foreign(resources, region)).toEqual([]);
  });

  test('services use queues and Lambdas for sources of this account only', () => {
    const open = serviceGrantsOf(resources).filter(
      ({ kind, conditions }) =>
        kind === 'resource' &&
        conditions['aws:SourceAccount'] !== account &&
        !String(conditions['aws:SourceArn']).includes(`:${region}:${account}:`),
    );
    expect(open).toEqual([]);
  });

  test('services assume roles for this account only', () => {
    // Lambda documents no condition keys for execution roles; iam:PassRole guards them.
    const open = serviceGrantsOf(resources).filter(
      ({ kind, service, conditions }) =>
        kind === 'trust' &&
        service !== 'lambda.amazonaws.com' &&
        conditions['aws:SourceAccount'] !== account,
    );
    expect(open).toEqual([]);
  });
});

test('every setting is changed in some deployment', () => {
  const { properties } = z.toJSONSchema(settingsFile, { io: 'input' });
  const changed = new Set(combinations.flatMap(({ settings }) => Object.keys(settings)));
  expect(changed).toEqual(new Set(Object.keys(properties ?? {})));
});

test('the role of the schedule is among those that are checked', () => {
  const services = deployments.map(({ resources }) =>
    serviceGrantsOf(resources).filter(({ service }) => service === 'scheduler.amazonaws.com'),
  );
  const schedules = deployments.map(
    ({ resources }) => resources.filter(({ type }) => type === 'AWS::Scheduler::Schedule').length,
  );
  expect(services.map((each) => each.length)).toEqual(schedules);
});

test('synthesis fails where cdk-nag objects', () => {
  const { app, appStack } = deploymentOf({});
  const careless = new Bucket(appStack, 'Careless');
  expect(careless.node.path).toBe('taibai-app/Careless');
  expect(() => app.synth()).toThrow(/AwsSolutions-S1/);
});

describe.skipIf(!isInstalled(cfnLint, '--version'))('cfn-lint', () => {
  const found = new Map<string, readonly LintFinding[]>();
  beforeAll(async () => {
    const regions = new Set(deployments.map(({ region }) => region));
    const perRegion = [...regions].map((region) =>
      lint(
        region,
        deployments.filter((each) => each.region === region).flatMap(({ files }) => files),
      ),
    );
    for (const finding of (await Promise.all(perRegion)).flat())
      found.set(finding.file, [...(found.get(finding.file) ?? []), finding]);
  }, 180_000);

  test.each(named)('finds nothing in %s', (_, { files }) => {
    const findings = files.flatMap((file) => found.get(file) ?? []);
    expect(findings.filter((finding) => !isAcknowledged(finding))).toEqual([]);
  });

  test('has no acknowledgement that is out of date', () => {
    const all = [...found.values()].flat();
    const stale = acknowledgedLint.filter(
      ({ rule, where }) => !all.some((each) => each.rule === rule && where.test(each.path)),
    );
    expect(stale).toEqual([]);
  });

  test('would report a wrong property, and a resource that the region does not have', async () => {
    const Properties = { BucketName: 'careless', BundleId: 'small_1_0', Size: 1 };
    const template = { Resources: { Careless: { Type: 'AWS::Lightsail::Bucket', Properties } } };
    const file = join(folder, 'careless.json');
    writeFileSync(file, JSON.stringify(template));
    const rulesIn = async (region: Region) => (await lint(region, [file])).map(({ rule }) => rule);
    expect(await rulesIn('us-east-1')).toEqual(['E3002']);
    expect(await rulesIn('cn-north-1')).toEqual(['E3006']);
  });
});

describe.skipIf(!isInstalled(parliamentPython, '-W', 'ignore', '-c', 'import parliament'))(
  'parliament',
  () => {
    const policies = deployments.flatMap(({ name, region, resources }) =>
      policiesOf(resources)
        .filter(({ kind }) => kind === 'identity')
        .map(({ resource: { id }, document }) => ({
          deployment: `${region} ${name}`,
          id,
          document,
        })),
    );
    let found: readonly (PolicyFinding & { readonly id: string; readonly deployment: string })[];

    beforeAll(async () => {
      const findings = await judged(policies.map(({ document }) => document));
      found = policies.flatMap(({ id, deployment }, i) =>
        (findings[i] ?? []).map((finding) => ({ ...finding, id, deployment })),
      );
    }, 180_000);

    test('finds nothing in the policies of roles', () => {
      const open = found.filter(
        ({ id, issue }) =>
          !acknowledgedPolicies.some((each) => each.issue === issue && each.where.test(id)),
      );
      expect(open).toEqual([]);
    });

    test('has no acknowledgement that is out of date', () => {
      const stale = acknowledgedPolicies.filter(
        ({ issue, where }) => !found.some((each) => each.issue === issue && where.test(each.id)),
      );
      expect(stale).toEqual([]);
    });

    test.each([
      [
        'an action on a resource of another type',
        's3:GetObject',
        'arn:aws:s3:::bucket',
        'RESOURCE_MISMATCH',
      ],
      ['an action that does not exist', 'sqs:SendMessageBatches', '*', 'UNKNOWN_ACTION'],
      ['a right over users', 'iam:AttachUserPolicy', '*', 'PRIVILEGE_ESCALATION'],
    ])('would report %s', async (_, Action, Resource, issue) => {
      const careless = {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action, Resource }],
      };
      const [findings] = await judged([careless]);
      expect(findings?.map((each) => each.issue)).toContain(issue);
    });
  },
);
