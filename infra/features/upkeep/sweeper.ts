import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { byDue, byKind } from '../../../functions/contract/tables.ts';
import { noAccess } from '../../constructs/access.ts';
import { TaibaiFunction } from '../../constructs/function.ts';
import { Repeatedly } from '../../constructs/schedule.ts';
import { executingStatements, readingMany, rows, writing } from '../../constructs/table.ts';
import type { Alarming } from '../alarming/alarming.ts';
import { MetricAlarms } from '../alarming/metric-alarms.ts';
import type { FeatureContext } from '../context.ts';
import type { Engine } from '../engine/engine.ts';
import type { UserFunctions } from '../engine/user-functions.ts';
import type { TaibaiBus } from '../events/event-bus.ts';

export interface SweeperDependencies {
  readonly bus: TaibaiBus;
  readonly userFunctions: UserFunctions;
  readonly engine: Engine;
  readonly alarming: Alarming;
}

/** Requeues every minute what has become due, and repairs what crashes left behind. */
export class Sweeper extends Construct {
  constructor(
    scope: Construct,
    id: string,
    context: FeatureContext,
    { bus, userFunctions, engine, alarming }: SweeperDependencies,
  ) {
    super(scope, id);
    const { settings, state } = context;
    const target = new TaibaiFunction(this, 'Sweeper', context, {
      entry: 'sweeper',
      description: 'Requeues what is due and repairs what crashes left behind',
      memoryMegabytes: 512,
      timeoutSeconds: 55,
    })
      .grant(
        'FUNCTIONS_TABLE',
        rows(state.functions, [...readingMany, ...writing, 'PartiQLUpdate', 'Scan'], [byDue]),
      )
      .grant(
        'EXECUTIONS_TABLE',
        rows(state.executions, [...readingMany, ...executingStatements, 'UpdateItem'], [byDue]),
      )
      .grant(
        'ALARMS_TABLE',
        rows(
          state.alarms,
          [
            ...readingMany,
            ...writing,
            'DeleteItem',
            ...(alarming.metricAlarms ? ['PartiQLUpdate' as const] : []),
          ],
          [byKind, byDue],
        ),
      )
      .grant(
        'EVENTS_TABLE',
        settings.eventStorage === false
          ? noAccess
          : rows(
              state.events,
              [...readingMany, 'DeleteItem', 'BatchWriteItem', 'UpdateItem', 'PartiQLUpdate'],
              [byDue],
            ),
      )
      .grant('EXECUTIONS_QUEUE_URL', engine.executions.sending())
      .grant('PROVISIONING_QUEUE_URL', engine.provisioning.sending())
      .grant('DELIVERIES_QUEUE_URL', alarming.deliveries.sending())
      .grant('BACKTESTS_QUEUE_URL', alarming.backtests?.queue.sending() ?? noAccess)
      .grant('REPLAYS_QUEUE_URL', alarming.replays?.queue.sending() ?? noAccess)
      .grant('EVENT_BUS', bus.managingRules())
      .set('HITS_QUEUE_ARN', alarming.hits.queue.queueArn)
      .set('HITS_DEAD_LETTER_QUEUE_ARN', alarming.undelivered.queue.queueArn)
      .grant('NAME_PREFIX', userFunctions.listing())
      .set('USER_FUNCTION_ROLE_ARN', userFunctions.passingRole().value)
      .set('RUNTIME_LAYER_ARN', userFunctions.readingLayer().value)
      .set('RULE_LIMIT', settings.ruleLimit)
      .set('EXECUTION_RETENTION_DAYS', settings.executionRetentionDays)
      .set('DEPLOYMENT', Stack.of(this).stackId);
    MetricAlarms.grantWatching(target, context, alarming.metricAlarms);
    new Repeatedly(this, 'Minutely', {
      target,
      everyMinutes: 1,
      impact: 'Retries, stuck executions and outdated rules wait until the sweeper runs again.',
      runbookSection: 'sweeper',
      operatorTopicArn: settings.operatorTopicArn,
    });
  }
}
