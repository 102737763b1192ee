import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import * as z from 'zod';
import type { LambdaName } from '../../functions/contract/environment.ts';
import { TaibaiFunction } from '../../infra/constructs/function.ts';
import type { DeploymentCode } from '../../infra/constructs/code.ts';
import { deployment } from '../../infra/deployment.ts';
import { parseSettings } from '../../infra/settings.ts';

const emptyFolder = () => mkdtempSync(join(tmpdir(), 'taibai-stacks-'));

/** Bundles nothing, because these tests are about the infrastructure, not the code. */
const noCode: DeploymentCode = {
  lambda: () => Code.fromInline('exports.handler = async () => {}'),
  runtimeLayer() {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'empty.py'), '');
    return Code.fromAsset(folder);
  },
};

/** As the CDK's command line reads them. The default rules are tested by `validators.test.ts`. */
export const { '@aws-cdk/core:validateAgainstDefaultRules': _, ...featureFlags } = z
  .object({ context: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'))).context;

/** Settings that enable every source of events and measures. */
export const everySource = {
  telemetrySecretArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:telemetry',
  accountEvents: {
    projects: { '123456789012': 'p1' },
    others: [{ source: 'aws.s3', detailTypes: ['Object Created'] }, { source: 'shop' }],
  },
  messageBroker: {
    arn: 'arn:aws:mq:eu-west-1:123456789012:broker:cloud:b-1',
    credentialsSecretArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:broker',
  },
  accountMetrics: { projects: { '123456789012': 'p1' }, metrics: ['CPUUtilization'] },
  metricAlarms: {
    prometheus: {
      url: 'https://prometheus.example',
      tokenSecretArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prometheus',
    },
  },
};

/** Settings with an existing Keystone. */
export const existingKeystone = {
  keystone: {
    authUrl: 'https://keystone.example:5000/v3',
    credentialSecretArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:keystone',
  },
};

export function deploymentOf(settings: object, { purge = false } = {}) {
  const app = new App({ outdir: emptyFolder(), context: featureFlags });
  const parsed = { ...parseSettings(JSON.stringify(settings), 'test'), purge };
  return { app, ...deployment(app, parsed, noCode) };
}

/** Untyped, because a template may contain anything that CloudFormation accepts. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Properties = Record<string, any>;

export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: Properties;
  readonly deletionPolicy: string | undefined;
  readonly dependsOn: readonly string[];
}

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.any()).default({}),
      DeletionPolicy: z.string().optional(),
      DependsOn: z.union([z.string(), z.array(z.string())]).default([]),
    }),
  ),
});

export function synthesize({ app, stateStack, appStack }: ReturnType<typeof deploymentOf>) {
  const assembly = app.synth();
  const resourcesOf = (stack: Stack): readonly Resource[] => {
    const { Resources } = template.parse(assembly.getStackArtifact(stack.artifactId).template);
    return Object.entries(Resources).map(([id, resource]) => ({
      id,
      type: resource.Type,
      properties: resource.Properties,
      deletionPolicy: resource.DeletionPolicy,
      dependsOn: [resource.DependsOn].flat(),
    }));
  };
  const resources = [...resourcesOf(stateStack), ...resourcesOf(appStack)];
  /** Taibai's own Lambdas by entry name. */
  const lambdas = new Map(
    appStack.node
      .findAll()
      .filter((construct) => construct instanceof TaibaiFunction)
      .map(({ entry, lambda }) => {
        const { Ref: lambdaId } = appStack.resolve(lambda.functionName);
        return [String(entry), resources.find(({ id }) => id === lambdaId)!];
      }),
  );
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  return { resources, lambdas, ofType };
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** As JSON text, so that references can be compared. */
  readonly resources: readonly string[];
  readonly conditions: unknown;
}

export const statementsOf = (policy: Resource): readonly Statement[] =>
  policy.properties['PolicyDocument'].Statement.map((statement: Properties) => ({
    effect: statement['Effect'],
    actions: [statement['Action']].flat(),
    resources: [statement['Resource']].flat().map((resource: unknown) => JSON.stringify(resource)),
    conditions: statement['Condition'],
  }));

/** The policy statements of a Lambda's role. */
export function rightsOf(
  { lambdas, ofType }: Pick<ReturnType<typeof synthesize>, 'lambdas' | 'ofType'>,
  entry: LambdaName,
): readonly Statement[] {
  const [role] = lambdas.get(entry)!.properties['Role']['Fn::GetAtt'];
  return ofType('AWS::IAM::Policy')
    .filter(({ properties }) =>
      properties['Roles'].some((each: { Ref: string }) => each.Ref === role),
    )
    .flatMap(statementsOf);
}
