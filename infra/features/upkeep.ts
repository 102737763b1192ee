import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { byDue, byId, byKind } from '../../functions/contract/tables.ts';
import type { HouseBus } from '../constructs/event-bus.ts';
import { HouseFunction } from '../constructs/house-function.ts';
import type { House } from '../constructs/house.ts';
import { EveryMinute } from '../constructs/schedule.ts';
import { readingMany, rows, writing } from '../constructs/table.ts';
import type { UserFunctions } from '../constructs/user-functions.ts';
import type { Alarming } from './alarming.ts';
import type { Engine } from './engine.ts';

/** What is kept going. */
interface Work {
  readonly bus: HouseBus;
  readonly userFunctions: UserFunctions;
  readonly engine: Engine;
  readonly alarming: Alarming;
}

/** Everything that must happen later: once a minute, what is due goes back on its queue. */
export class Upkeep extends Construct {
  constructor(
    scope: Construct,
    id: string,
    house: House,
    { bus, userFunctions, engine, alarming }: Work,
  ) {
    super(scope, id);
    const { settings, state } = house;
    const sweeper = new HouseFunction(this, 'Sweeper', house, {
      entry: 'sweeper',
      description: 'Puts what is due back on its way and mends what crashes left',
      memoryMegabytes: 512,
      timeoutSeconds: 55,
    })
      .give('FUNCTIONS_TABLE', rows(state.functions, [...readingMany, ...writing, 'Scan'], [byDue]))
      .give('EXECUTIONS_TABLE', rows(state.executions, [...readingMany, 'PartiQLInsert'], [byDue]))
      .give(
        'ALARMS_TABLE',
        rows(state.alarms, [...readingMany, ...writing, 'DeleteItem'], [byId, byKind, byDue]),
      )
      .give('EXECUTIONS_QUEUE_URL', engine.executions.sending())
      .give('PROVISIONING_QUEUE_URL', engine.provisioning.sending())
      .give('DELIVERIES_QUEUE_URL', alarming.deliveries.sending())
      .give('EVENT_BUS', bus.ruling())
      .tell('HITS_QUEUE_ARN', alarming.hits.queue.queueArn)
      .tell('HITS_DEAD_LETTER_QUEUE_ARN', alarming.undelivered.queue.queueArn)
      .give('NAME_PREFIX', userFunctions.listing())
      .tell('RULE_LIMIT', settings.ruleLimit)
      .tell('EXECUTION_RETENTION_DAYS', settings.executionRetentionDays)
      .tell('DEPLOYMENT', Stack.of(this).stackId);
    new EveryMinute(this, 'Minutely', {
      runs: sweeper,
      loses: 'Retries, stuck executions and unsettled rules wait until it runs again.',
      readOn: 'sweeper',
      operatorTopicArn: settings.operatorTopicArn,
    });
  }
}
