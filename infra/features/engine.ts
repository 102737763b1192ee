import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { noticingAbsence, objects } from '../constructs/bucket.ts';
import { HouseFunction } from '../constructs/house-function.ts';
import { HouseQueue } from '../constructs/house-queue.ts';
import type { House } from '../constructs/house.ts';
import { QueueConsumer } from '../constructs/queue-consumer.ts';
import { readingMany, rows, stating, writing } from '../constructs/table.ts';
import type { UserFunctions } from '../constructs/user-functions.ts';
import { byId } from '../../functions/contract/tables.ts';

/** A user's Lambda may run 3 s longer than his function; the rest is for what comes before and after. */
const executorMarginSeconds = 60;
/** A new Lambda function is pending for a minute at worst. */
const provisionerTimeoutSeconds = 180;

/** Image functions come from the account's own registry in this region, and from nowhere else. */
const imageRegistryOf = ({ account, region, urlSuffix }: Stack, namespace?: string): string =>
  `${account}.dkr.ecr.${region}.${urlSuffix}${namespace === undefined ? '' : `/${namespace}`}`;

/** Qinling v1: functions, webhooks and executions. */
export class Engine extends Construct {
  readonly executions: HouseQueue;
  readonly provisioning: HouseQueue;
  readonly #house: House;
  readonly #userFunctions: UserFunctions;
  readonly #executorTimeoutSeconds: number;

  constructor(scope: Construct, id: string, house: House, userFunctions: UserFunctions) {
    super(scope, id);
    this.#house = house;
    this.#userFunctions = userFunctions;
    const { operatorTopicArn, projectLimits } = house.settings;
    this.#executorTimeoutSeconds = projectLimits.functionTimeoutSeconds + executorMarginSeconds;
    this.executions = new HouseQueue(this, 'Executions', {
      consumerTimeoutSeconds: this.#executorTimeoutSeconds,
      /** One waits here, taken and put back, while its function is made or another attempt holds it. */
      maximumReceives: 20,
      loses: 'Executions are not run, or run later, when the sweeper finds them.',
      readOn: 'executions-put-aside',
      operatorTopicArn,
    });
    this.provisioning = new HouseQueue(this, 'Provisioning', {
      consumerTimeoutSeconds: provisionerTimeoutSeconds,
      loses: 'A function that was created or changed runs its old code, or none.',
      readOn: 'provisioning-put-aside',
      operatorTopicArn,
    });
    this.#api();
    this.#webhook();
    this.#executor();
    this.#provisioner();
  }

  #api() {
    const { settings, state, publicUrl, api, gate } = this.#house;
    const qinling = new HouseFunction(this, 'Qinling', this.#house, {
      entry: 'engine',
      description: 'Qinling v1: functions, runtimes, webhooks, executions; the default route',
      memoryMegabytes: 1024,
      timeoutSeconds: 29,
    })
      .give(
        'FUNCTIONS_TABLE',
        rows(state.functions, [...readingMany, ...writing, 'DeleteItem', 'Scan'], [byId]),
      )
      .give(
        'EXECUTIONS_TABLE',
        rows(state.executions, [...readingMany, ...stating, 'UpdateItem', 'Scan'], [byId]),
      )
      .give(
        'BUCKET',
        objects(state.bucket, {
          packages: ['GetObject', 'PutObject', 'DeleteObject'],
          payloads: ['GetObject', 'PutObject'],
          responses: ['GetObject', 'PutObject'],
          uploads: ['GetObject', 'PutObject'],
        }),
      )
      .allow(noticingAbsence(state.bucket))
      .give('EXECUTIONS_QUEUE_URL', this.executions.sending())
      .give('PROVISIONING_QUEUE_URL', this.provisioning.sending())
      .give('NAME_PREFIX', this.#userFunctions.invoking())
      .tell('PUBLIC_URL', publicUrl)
      .tell('IMAGE_REGISTRY', imageRegistryOf(Stack.of(this), settings.imageNamespace))
      .tell('PROJECT_LIMITS', JSON.stringify(settings.projectLimits))
      .tell('EXECUTION_RETENTION_DAYS', settings.executionRetentionDays);
    gate.guards(qinling);
    api.route(qinling, [
      'GET /',
      'GET /healthcheck',
      'ANY /v1',
      'ANY /v1/{proxy+}',
      'POST /packages',
      '$default',
    ]);
  }

  /** The hot path: small, and without a way to anything it does not need. */
  #webhook() {
    const { settings, state, api } = this.#house;
    const webhook = new HouseFunction(this, 'Webhook', this.#house, {
      entry: 'webhook',
      description: 'Invokes a webhook: records the execution and queues it',
      memoryMegabytes: 512,
      timeoutSeconds: 29,
    })
      .give('FUNCTIONS_TABLE', rows(state.functions, [...readingMany, 'UpdateItem']))
      .give('EXECUTIONS_TABLE', rows(state.executions, [...readingMany, 'PartiQLInsert']))
      .give('BUCKET', objects(state.bucket, { payloads: ['PutObject'] }))
      .give('EXECUTIONS_QUEUE_URL', this.executions.sending())
      .tell('PROJECT_LIMITS', JSON.stringify(settings.projectLimits))
      .tell('EXECUTION_RETENTION_DAYS', settings.executionRetentionDays);
    const key = 'POST /v1/webhooks/{id}/invoke';
    api.route(webhook, [key], { [key]: settings.throttles.webhooks });
  }

  #executor() {
    const { settings, state } = this.#house;
    const consumer = new HouseFunction(this, 'Executor', this.#house, {
      entry: 'executor',
      description: 'Runs functions of users and records how they ended',
      memoryMegabytes: 1024,
      timeoutSeconds: this.#executorTimeoutSeconds,
    })
      .give('FUNCTIONS_TABLE', rows(state.functions, [...readingMany, 'UpdateItem'], [byId]))
      .give(
        'EXECUTIONS_TABLE',
        rows(state.executions, [...readingMany, ...stating, 'UpdateItem'], [byId]),
      )
      .give('BUCKET', objects(state.bucket, { payloads: ['GetObject', 'PutObject'] }))
      .give('NAME_PREFIX', this.#userFunctions.invoking())
      .tell('EXECUTION_RETENTION_DAYS', settings.executionRetentionDays);
    new QueueConsumer(this, 'RunsExecutions', {
      consumer,
      source: this.executions,
      maxConcurrency: settings.concurrency.executions,
    });
  }

  #provisioner() {
    const { settings, state } = this.#house;
    const consumer = new HouseFunction(this, 'Provisioner', this.#house, {
      entry: 'provisioner',
      description: 'Makes Lambda agree with the functions of users',
      memoryMegabytes: 512,
      timeoutSeconds: provisionerTimeoutSeconds,
    })
      .give('FUNCTIONS_TABLE', rows(state.functions, [...readingMany, ...writing, 'DeleteItem']))
      .give('BUCKET', objects(state.bucket, { packages: ['GetObject'] }))
      .give('NAME_PREFIX', this.#userFunctions.providing())
      .give('USER_FUNCTION_ROLE_ARN', this.#userFunctions.passingRole())
      .give('RUNTIME_LAYER_ARN', this.#userFunctions.layering())
      .allow(this.#userFunctions.fromImages(settings.imageNamespace));
    new QueueConsumer(this, 'Provisions', {
      consumer,
      source: this.provisioning,
      maxConcurrency: settings.concurrency.provisioning,
    });
  }
}
