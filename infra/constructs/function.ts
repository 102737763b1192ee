import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type LambdaName, lambdas } from '../../functions/contract/environment.ts';
import { type Access, allow, type Grant } from './access.ts';
import type { Settings } from '../settings.ts';
import type { DeploymentCode } from './code.ts';

export interface TaibaiFunctionProps<Name extends LambdaName> {
  readonly entry: Name;
  readonly description: string;
  /** CPU comes with memory: 1,769 MB is one vCPU. */
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
}

/** The variables of a Lambda, as `functions/contract/environment.ts` lists them. */
export type VariableOf<Name extends LambdaName> = (typeof lambdas)[Name][number];

/**
 * One of Taibai's own Lambdas: Node on ARM, JSON logs with the deployment's retention, and a role that
 * may only write its log until more is granted. Synthesis fails if a variable of the contract is not set.
 */
export class TaibaiFunction<Name extends LambdaName = LambdaName> extends Construct {
  readonly entry: Name;
  readonly lambda: LambdaFunction;
  readonly #role: Role;
  readonly #variables = new Set<string>();

  constructor(
    scope: Construct,
    id: string,
    { code, settings }: { readonly code: DeploymentCode; readonly settings: Settings },
    props: TaibaiFunctionProps<Name>,
  ) {
    super(scope, id);
    this.entry = props.entry;
    const logGroup = new LogGroup(this, 'Log', {
      retention: settings.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Permissions of ${Stack.of(this).stackName} ${props.entry}`,
    });
    logGroup.grantWrite(this.#role);
    this.lambda = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: code.lambda(props.entry),
      memorySize: props.memoryMegabytes,
      timeout: Duration.seconds(props.timeoutSeconds),
      role: this.#role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
    });
    this.node.addValidation({
      validate: () =>
        lambdas[props.entry]
          .filter((variable) => !this.#variables.has(variable))
          .map((variable) => `${props.entry} has no ${variable}`),
    });
  }

  /** Sets a variable and grants the permissions that are needed to use it. */
  grant(variable: VariableOf<Name>, access: Access): this {
    this.#variables.add(variable);
    this.lambda.addEnvironment(variable, access.value);
    return this.allow(...access.grants);
  }

  /** Sets a variable that needs no permissions. */
  set(variable: VariableOf<Name>, value: string | number): this {
    return this.grant(variable, { value: String(value), grants: [] });
  }

  /** Grants permissions that belong to no variable. */
  allow(...grants: readonly Grant[]): this {
    for (const grant of grants) allow(this.#role, grant);
    return this;
  }
}

/** Allows invoking one of our own Lambdas directly. */
export const invoking = ({ lambda: { functionArn } }: TaibaiFunction): Access => ({
  value: functionArn,
  grants: [{ actions: ['lambda:InvokeFunction'], resources: [functionArn] }],
});
