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
import type { Sources } from './sources.ts';

export interface HouseFunctionProps<Name extends LambdaName> {
  readonly entry: Name;
  readonly description: string;
  /** CPU comes with memory: 1,769 MB is one vCPU. */
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
}

/** The variables a Lambda is told, by `functions/contract/environment.ts`. */
export type VariableOf<Name extends LambdaName> = (typeof lambdas)[Name][number];

/**
 * One of our own Lambdas: Node on ARM, JSON logs that are kept for as long as the deployment says, a
 * role that may write that log and nothing else until a variable is given with its rights. Synthesis
 * fails while a variable of the contract is missing.
 */
export class HouseFunction<Name extends LambdaName = LambdaName> extends Construct {
  readonly entry: Name;
  readonly lambda: LambdaFunction;
  readonly timeoutSeconds: number;
  readonly #role: Role;
  readonly #given = new Set<string>();

  constructor(
    scope: Construct,
    id: string,
    { sources, settings }: { readonly sources: Sources; readonly settings: Settings },
    props: HouseFunctionProps<Name>,
  ) {
    super(scope, id);
    this.entry = props.entry;
    this.timeoutSeconds = props.timeoutSeconds;
    const logGroup = new LogGroup(this, 'Log', {
      retention: settings.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${Stack.of(this).stackName} ${props.entry} may do`,
    });
    logGroup.grantWrite(this.#role);
    this.lambda = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: sources.lambda(props.entry),
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
          .filter((variable) => !this.#given.has(variable))
          .map((variable) => `${props.entry} is not given ${variable}`),
    });
  }

  /** Tells the Lambda a variable and gives it the rights that go with it. */
  give(variable: VariableOf<Name>, access: Access): this {
    this.#given.add(variable);
    this.lambda.addEnvironment(variable, access.value);
    return this.allow(...access.grants);
  }

  /** Tells the Lambda a setting, which needs no rights. */
  tell(variable: VariableOf<Name>, value: string | number): this {
    return this.give(variable, { value: String(value), grants: [] });
  }

  /** Gives rights that no variable stands for. */
  allow(...grants: readonly Grant[]): this {
    for (const grant of grants) allow(this.#role, grant);
    return this;
  }
}
