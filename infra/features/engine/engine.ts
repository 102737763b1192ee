import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { detectingMissingKeys, objects } from '../../constructs/bucket.ts';
import { invoking, TaibaiFunction } from '../../constructs/function.ts';
import { TaibaiQueue } from '../../constructs/queue.ts';
import { QueueConsumer } from '../../constructs/queue-consumer.ts';
import { executingStatements, readingMany, rows, writing } from '../../constructs/table.ts';
import type { FeatureContext } from '../context.ts';
import type { IdentityService } from '../identity/identity-service.ts';
import type { UserFunctions } from './user-functions.ts';
import { byId } from '../../../functions/contract/tables.ts';

/** A user's Lambda may run 3 s longer than the function; the rest is for the executor's own work. */
const executorMarginSeconds = 60;
/**
 * Measured: ten executions at once take 105 MB with inputs and outputs of 1 kB, 300 MB with 1 MB, and 990 MB
 * with Lambda's limit of 6 MB. With less memory, one project's large inputs would end its neighbours' executions.
 */
const executorMegabytes = 1024;
/** Added to the executor's time-out, so that it can still report the outcome of its batch. */
const executorReportSeconds = 10;
/** A new Lambda function is pending for up to a minute. */
const provisionerTimeoutSeconds = 180;
/** Lambda's control plane takes 15 calls a second an account, and a function takes two to four of them. */
const provisioningBatch = 3;

/** The only registry that image functions may come from: the account's own, in this region. */
const imageRegistryOf = ({ account, region, urlSuffix }: Stack, namespace?: string): string =>
  `${account}.dkr.ecr.${region}.${urlSuffix}${namespace === undefined ? '' : `/${namespace}`}`;

export interface EngineDependencies {
  readonly identity: IdentityService;
  readonly userFunctions: UserFunctions;
}

/** Qinling v1: functions, webhooks and executions. */
export class Engine extends Construct {
  readonly executions: TaibaiQueue;
  readonly provisioning: TaibaiQueue;
  readonly executor: TaibaiFunction<'executor'>;
  readonly #context: FeatureContext;
  readonly #userFunctions: UserFunctions;
  readonly #executorTimeoutSeconds: number;
  readonly #functionTokens: TaibaiFunction<'function-tokens'>;

  constructor(
    scope: Construct,
    id: string,
    context: FeatureContext,
    { identity, userFunctions }: EngineDependencies,
  ) {
    super(scope, id);
    this.#context = context;
    this.#userFunctions = userFunctions;
    const { operatorTopicArn, projectLimits } = context.settings;
    this.#executorTimeoutSeconds = projectLimits.functionTimeoutSeconds + executorMarginSeconds;
    this.executions = new TaibaiQueue(this, 'Executions', {
      consumerTimeoutSeconds: this.#executorTimeoutSeconds,
      /** An execution must end soon after its executor died, and six time-outs would be an hour and a half. */
      visibilitySeconds: this.#executorTimeoutSeconds + executorReportSeconds,
      /** A message is also received again while it waits to start, and while another attempt holds the lease. */
      maximumReceives: 200,
      impact: 'Executions do not run, or run late, once the sweeper finds them.',
      waitingImpact: 'Executions wait for a long time before they run.',
      // A message is there until its execution has ended, which a function may take a quarter of an hour for.
      oldestSeconds: 3600,
      runbookSection: 'executions-put-aside',
      operatorTopicArn,
    });
    this.provisioning = new TaibaiQueue(this, 'Provisioning', {
      consumerTimeoutSeconds: provisionerTimeoutSeconds,
      impact: 'A created or changed function has its old code, or none.',
      waitingImpact: 'Created and changed functions are not ready to run.',
      runbookSection: 'provisioning-put-aside',
      operatorTopicArn,
    });
    this.#functionTokens = this.#tokens(identity);
    this.#api(identity);
    this.#webhook();
    this.executor = this.#executor();
    this.#provisioner();
  }

  #api(identity: IdentityService) {
    const { keys, settings, state, publicUrl, api } = this.#context;
    const qinling = new TaibaiFunction(this, 'Qinling', this.#context, {
      entry: 'engine',
      description: 'Qinling v1: functions, runtimes, webhooks, executions; the default route',
      memoryMegabytes: 1024,
      timeoutSeconds: 29,
    })
      .grant(
        'FUNCTIONS_TABLE',
        rows(state.functions, [...readingMany, ...writing, 'DeleteItem', 'Scan'], [byId]),
      )
      .grant(
        'EXECUTIONS_TABLE',
        rows(state.executions, [...readingMany, ...executingStatements, 'UpdateItem']),
      )
      .grant(
        'BUCKET',
        objects(state.bucket, {
          packages: ['GetObject', 'PutObject', 'DeleteObject'],
          payloads: ['GetObject', 'PutObject'],
          responses: ['GetObject', 'PutObject'],
          uploads: ['GetObject', 'PutObject'],
        }),
      )
      .allow(detectingMissingKeys(state.bucket))
      .grant('EXECUTIONS_QUEUE_URL', this.executions.sending())
      .grant('PROVISIONING_QUEUE_URL', this.provisioning.sending())
      .grant('NAME_PREFIX', this.#userFunctions.invoking())
      .grant('FUNCTION_KEY_PARAMETER', keys.reading('function'))
      .set('PUBLIC_URL', publicUrl)
      .set('IMAGE_REGISTRY', imageRegistryOf(Stack.of(this), settings.imageNamespace))
      .set('PROJECT_LIMITS', this.#projectLimits())
      .set('EXECUTION_RETENTION_DAYS', settings.executionRetentionDays)
      .set('PYTHON_RUNTIMES', settings.pythonRuntimes.join(','));
    qinling.grant('FUNCTION_TOKENS_FUNCTION_ARN', invoking(this.#functionTokens));
    identity.grantAuthentication(qinling);
    identity.grantCredentialCheck(qinling);
    api.route(qinling, [
      'GET /',
      'GET /healthcheck',
      'ANY /v1',
      'ANY /v1/{proxy+}',
      'POST /packages',
      '$default',
    ]);
  }

  /** Alone decrypts the application credentials of functions, and logs in with them. */
  #tokens(identity: IdentityService) {
    const tokens = new TaibaiFunction(this, 'Tokens', this.#context, {
      entry: 'function-tokens',
      description: 'Gets tokens by the application credentials of functions',
      memoryMegabytes: 512,
      timeoutSeconds: 29,
    })
      .grant('FUNCTION_KEY_PARAMETER', this.#context.keys.reading('function'))
      .set('PUBLIC_URL', this.#context.publicUrl);
    identity.grantCredentialTokens(tokens);
    return tokens;
  }

  #projectLimits(): string {
    const { concurrency, settings } = this.#context;
    const { concurrentExecutions, synchronousExecutions } = concurrency;
    const limits = { ...settings.projectLimits, concurrentExecutions, synchronousExecutions };
    return Stack.of(this).toJsonString(limits);
  }

  /** The hot path: a small Lambda with few permissions. */
  #webhook() {
    const { settings, state, api } = this.#context;
    const webhook = new TaibaiFunction(this, 'Webhook', this.#context, {
      entry: 'webhook',
      description: 'Invokes webhooks: records the execution and queues it',
      memoryMegabytes: 512,
      timeoutSeconds: 29,
    })
      .grant('FUNCTIONS_TABLE', rows(state.functions, [...readingMany, 'UpdateItem']))
      .grant(
        'EXECUTIONS_TABLE',
        rows(state.executions, [...readingMany, 'PartiQLInsert', 'UpdateItem']),
      )
      .grant('BUCKET', objects(state.bucket, { payloads: ['PutObject'] }))
      .grant('EXECUTIONS_QUEUE_URL', this.executions.sending())
      .set('PROJECT_LIMITS', this.#projectLimits())
      .set('EXECUTION_RETENTION_DAYS', settings.executionRetentionDays);
    const key = 'POST /v1/webhooks/{id}/invoke';
    api.route(webhook, [key], { [key]: settings.throttles.webhooks });
  }

  #executor(): TaibaiFunction<'executor'> {
    const { concurrency, settings, state } = this.#context;
    const consumer = new TaibaiFunction(this, 'Executor', this.#context, {
      entry: 'executor',
      description: "Runs users' functions and records their results",
      memoryMegabytes: executorMegabytes,
      timeoutSeconds: this.#executorTimeoutSeconds,
    })
      .grant('FUNCTIONS_TABLE', rows(state.functions, [...readingMany, ...writing], [byId]))
      .grant(
        'EXECUTIONS_TABLE',
        rows(state.executions, [...readingMany, ...executingStatements, 'UpdateItem']),
      )
      .grant('BUCKET', objects(state.bucket, { payloads: ['GetObject', 'PutObject'] }))
      .grant('NAME_PREFIX', this.#userFunctions.invoking())
      .grant('FUNCTION_TOKENS_FUNCTION_ARN', invoking(this.#functionTokens))
      .set('PROJECT_LIMITS', JSON.stringify(settings.projectLimits))
      .set('EXECUTION_RETENTION_DAYS', settings.executionRetentionDays);
    new QueueConsumer(this, 'RunsExecutions', {
      consumer,
      source: this.executions,
      maxConcurrency: concurrency.executions,
      batchSize: concurrency.executionsPerExecutor,
    });
    return consumer;
  }

  #provisioner() {
    const { keys, settings, state } = this.#context;
    const consumer = new TaibaiFunction(this, 'Provisioner', this.#context, {
      entry: 'provisioner',
      description: "Creates, updates and deletes the Lambdas of users' functions",
      memoryMegabytes: 512,
      timeoutSeconds: provisionerTimeoutSeconds,
    })
      .grant('FUNCTIONS_TABLE', rows(state.functions, [...readingMany, ...writing, 'DeleteItem']))
      .grant('BUCKET', objects(state.bucket, { packages: ['GetObject'] }))
      .grant('NAME_PREFIX', this.#userFunctions.managing())
      .grant('FUNCTION_KEY_PARAMETER', keys.reading('function'))
      .grant('USER_FUNCTION_ROLE_ARN', this.#userFunctions.passingRole())
      .grant('RUNTIME_LAYER_ARN', this.#userFunctions.readingLayer())
      .allow(this.#userFunctions.readingImages(settings.imageNamespace))
      .set('PYTHON_RUNTIMES', settings.pythonRuntimes.join(','));
    new QueueConsumer(this, 'Provisions', {
      consumer,
      source: this.provisioning,
      maxConcurrency: settings.concurrency.provisioning,
      batchSize: provisioningBatch,
    });
  }
}
