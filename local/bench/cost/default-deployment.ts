import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import * as z from 'zod';
import { TaibaiFunction } from '../../../infra/constructs/function.ts';
import { deployment } from '../../../infra/deployment.ts';
import { parseSettings } from '../../../infra/settings.ts';

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});
const sized = z.object({ MemorySize: z.number() });
const reference = z.object({ Ref: z.string() });
const stage = z.object({ AccessLogSettings: z.object({ Format: z.string() }) });
const encrypted = z.object({ SSESpecification: z.object({ SSEEnabled: z.literal(true) }) });
/** The bound may be what the deployment derives from the account. */
const bounded = z.object({ ScalingConfig: z.object({ MaximumConcurrency: z.unknown() }) });

const scheduled = z.object({ ScheduleExpression: z.string() });

function minutesOf(expression: string): number {
  const minutes = /^rate\((\d+) minutes?\)$/.exec(expression)?.[1];
  if (minutes === undefined) throw new Error(`the bench does not know ${expression}`);
  return Number(minutes);
}

/** What the templates of a deployment with default settings say about its bill. */
export interface DefaultDeployment {
  /** Of our own Lambdas, by entry. */
  readonly memoryMegabytes: ReadonlyMap<string, number>;
  readonly alarms: number;
  readonly secrets: number;
  /** Invocations by schedules, in a minute. */
  readonly scheduledRuns: number;
  /** Tables whose key lies in KMS in the account's name. */
  readonly kmsTables: number;
  /** Event source mappings, and how many of them bound their concurrency. */
  readonly mappings: { readonly all: number; readonly bounded: number };
  /** A line of the HTTP API's access log, with variables in it. */
  readonly accessLogFormat: string;
}

/** Synthesizes the stacks. No code is bundled: only what stands around it counts here. */
export function defaultDeployment(folder: string, over: object = {}): DefaultDeployment {
  const app = new App({ outdir: mkdtempSync(join(folder, 'cdk.defaults-')) });
  const layer = join(folder, 'cdk.layer');
  mkdirSync(layer, { recursive: true });
  writeFileSync(join(layer, 'empty.py'), '');
  const settings = { ...parseSettings(JSON.stringify(over), 'defaults'), purge: false };
  const { stateStack, appStack } = deployment(app, settings, {
    lambda: () => Code.fromInline('exports.handler = async () => {}'),
    runtimeLayer: () => Code.fromAsset(layer),
  });
  const assembly = app.synth();
  const resourcesOf = (stack: Stack) =>
    template.parse(assembly.getStackArtifact(stack.artifactId).template).Resources;
  const resources = { ...resourcesOf(stateStack), ...resourcesOf(appStack) };
  const ofType = (type: string) =>
    Object.values(resources).flatMap(({ Type, Properties }) => (Type === type ? [Properties] : []));
  const lambdas = appStack.node
    .findAll()
    .filter((construct) => construct instanceof TaibaiFunction);
  const mappings = ofType('AWS::Lambda::EventSourceMapping');
  return {
    memoryMegabytes: new Map(
      lambdas.map(({ entry, lambda }) => {
        const { Ref: id } = reference.parse(appStack.resolve(lambda.functionName));
        return [entry, sized.parse(resources[id]?.Properties).MemorySize];
      }),
    ),
    alarms: ofType('AWS::CloudWatch::Alarm').length,
    secrets: ofType('AWS::SecretsManager::Secret').length,
    scheduledRuns: ofType('AWS::Scheduler::Schedule').reduce(
      (sum, schedule) => sum + 1 / minutesOf(scheduled.parse(schedule).ScheduleExpression),
      0,
    ),
    kmsTables: ofType('AWS::DynamoDB::Table').filter((table) => encrypted.safeParse(table).success)
      .length,
    mappings: {
      all: mappings.length,
      bounded: mappings.filter((mapping) => bounded.safeParse(mapping).success).length,
    },
    accessLogFormat: stage.parse(ofType('AWS::ApiGatewayV2::Stage')[0]).AccessLogSettings.Format,
  };
}
