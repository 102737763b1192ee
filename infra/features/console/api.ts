import { Construct } from 'constructs';
import { byKind, byMessage } from '../../../functions/contract/tables.ts';
import { noAccess } from '../../constructs/access.ts';
import { objects } from '../../constructs/bucket.ts';
import { Stack } from 'aws-cdk-lib';
import { TaibaiFunction } from '../../constructs/function.ts';
import {
  type DeadLetterQueue,
  emptyingQueue,
  sendingTo,
  type TaibaiQueue,
} from '../../constructs/queue.ts';
import { readingMany, rows } from '../../constructs/table.ts';
import type { FeatureContext } from '../context.ts';
import type { IdentityService } from '../identity/identity-service.ts';

export interface ConsoleApiDependencies {
  readonly identity: IdentityService;
  /** Queues by the names that administrators see. */
  readonly queues: Readonly<Record<string, TaibaiQueue>>;
  /** Dead letters that cannot be sent again as they are. */
  readonly unsendable: Readonly<Record<string, DeadLetterQueue>>;
}

/**
 * `/taibai/v1`, which the console asks for what no other API has. It is three Lambdas, because signing in needs
 * the key that signs tokens, and dead letters the right to delete messages: what reads lists has neither.
 */
export class ConsoleApi extends Construct {
  readonly #context: FeatureContext;
  readonly #identity: IdentityService;

  constructor(
    scope: Construct,
    id: string,
    context: FeatureContext,
    { identity, queues, unsendable }: ConsoleApiDependencies,
  ) {
    super(scope, id);
    this.#context = context;
    this.#identity = identity;
    this.#session();
    this.#lists();
    this.#admin(queues, unsendable);
  }

  #admin(
    queues: ConsoleApiDependencies['queues'],
    unsendable: ConsoleApiDependencies['unsendable'],
  ): void {
    const { api, publicUrl, settings, state } = this.#context;
    const letters = [
      ...Object.entries(queues).map(([name, { queue, deadLetters }]) => ({
        name,
        dead: emptyingQueue(deadLetters.queue),
        source: sendingTo(queue),
      })),
      ...Object.entries(unsendable).map(([name, { queue }]) => ({
        name,
        dead: emptyingQueue(queue),
        source: undefined,
      })),
    ];
    const admin = new TaibaiFunction(this, 'Admin', this.#context, {
      entry: 'console-admin',
      description: 'The console: usage of projects, and dead letters',
      memoryMegabytes: 1024,
      timeoutSeconds: 29,
    })
      .grant('ALARMS_TABLE', rows(state.alarms, readingMany, [byKind]))
      .grant('FUNCTIONS_TABLE', rows(state.functions, ['Scan']))
      .grant('DEAD_LETTERS', {
        value: Stack.of(this).toJsonString(
          letters.map(({ name, dead, source }) => ({
            name,
            url: dead.value,
            source: source?.value ?? null,
          })),
        ),
        grants: letters.flatMap(({ dead, source }) => [...dead.grants, ...(source?.grants ?? [])]),
      })
      .set('PROJECT_LIMITS', JSON.stringify(settings.projectLimits))
      .set('PUBLIC_URL', publicUrl);
    this.#identity.grantAuthentication(admin);
    api.route(admin, ['ANY /taibai/v1/admin/{proxy+}']);
  }

  #lists(): void {
    const { api, publicUrl, settings, state } = this.#context;
    const { eventStorage } = settings;
    const lists = new TaibaiFunction(this, 'Lists', this.#context, {
      entry: 'console-api',
      description: 'The console: lists, activity and counts',
      memoryMegabytes: 1024,
      timeoutSeconds: 29,
    })
      .grant('ALARMS_TABLE', rows(state.alarms, readingMany, [byKind]))
      .grant('EXECUTIONS_TABLE', rows(state.executions, readingMany))
      .grant('FUNCTIONS_TABLE', rows(state.functions, readingMany))
      .grant(
        'EVENTS_TABLE',
        eventStorage === false ? noAccess : rows(state.events, readingMany, [byMessage]),
      )
      .set('EVENT_STORAGE', eventStorage === false ? '' : JSON.stringify(eventStorage))
      .grant('BUCKET', objects(state.bucket, { payloads: ['GetObject'] }))
      .set('PUBLIC_URL', publicUrl);
    this.#identity.grantAuthentication(lists);
    api.route(lists, ['ANY /taibai/v1/{proxy+}']);
  }

  #session(): void {
    const { api, publicUrl, settings } = this.#context;
    const session = new TaibaiFunction(this, 'Session', this.#context, {
      entry: 'console-session',
      description: 'The console: signs in and out',
      // As the identity service: a password is hashed.
      memoryMegabytes: 1769,
      timeoutSeconds: 29,
    })
      .set('TOKEN_LIFETIME_SECONDS', settings.tokenLifetimeSeconds)
      .set(
        'EVENT_STORAGE',
        settings.eventStorage === false ? '' : JSON.stringify(settings.eventStorage),
      )
      .set('METRICS', String(settings.metrics !== false))
      .set('PUBLIC_URL', publicUrl);
    this.#identity.grantSessions(session);
    const signIn = 'POST /taibai/v1/session';
    const everything = 'ANY /taibai/v1/session';
    api.route(session, [everything, signIn], {
      [signIn]: settings.throttles.tokens,
      [everything]: settings.throttles.tokens,
    });
  }
}
