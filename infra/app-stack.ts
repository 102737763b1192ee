import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HouseBus } from './constructs/event-bus.ts';
import { HouseApi } from './constructs/http-api.ts';
import type { Sources } from './constructs/sources.ts';
import { UserFunctions } from './constructs/user-functions.ts';
import { Alarming } from './features/alarming.ts';
import { Engine } from './features/engine.ts';
import { Events } from './features/events.ts';
import { ExistingKeystone } from './features/existing-keystone.ts';
import { Identity } from './features/identity.ts';
import { catalogEntries } from './features/catalog-entries.ts';
import { EventSources } from './features/sources.ts';
import { Removal } from './features/removal.ts';
import { Upkeep } from './features/upkeep.ts';
import type { Settings } from './settings.ts';
import type { State } from './state-stack.ts';

export interface AppStackProps {
  readonly settings: Settings;
  readonly state: State;
  readonly sources: Sources;
}

/** What runs. It can be destroyed and deployed again at any time: what users stored is in the other stack. */
export class AppStack extends Stack {
  constructor(scope: Construct, id: string, { settings, state, sources }: AppStackProps) {
    super(scope, id, { description: 'Taibai: what runs' });
    const { namePrefix, logRetentionDays, operatorTopicArn } = settings;
    const bus = new HouseBus(this, 'EventBus', namePrefix);
    const userFunctions = new UserFunctions(this, 'UserFunctions', namePrefix, sources);
    const ground = { settings, sources, state };
    const removal = new Removal(this, 'Removal', ground, { bus, userFunctions });

    const api = new HouseApi(this, 'Api', { name: namePrefix, logRetentionDays, operatorTopicArn });
    const publicUrl = settings.publicUrl ?? api.url;
    const here = { ...ground, api, publicUrl };
    const { keystone } = settings;
    const identity = keystone
      ? new ExistingKeystone(this, 'Identity', here, keystone)
      : new Identity(this, 'Identity', here);
    const house = { ...here, gate: identity };
    const events = new Events(this, 'Events', house, bus);
    const eventSources = new EventSources(this, 'EventSources', house, bus);
    const engine = new Engine(this, 'Engine', house, userFunctions);
    const alarming = new Alarming(this, 'Alarming', house, {
      bus,
      executions: engine.executions,
    });
    const upkeep = new Upkeep(this, 'Upkeep', house, { bus, userFunctions, engine, alarming });
    removal.after(api, identity, events, eventSources, engine, alarming, upkeep);

    this.#say({
      ApiUrl: api.url,
      PublicUrl: publicUrl,
      EventBusName: bus.bus.eventBusName,
      FunctionsTable: state.functions.name,
      ExecutionsTable: state.executions.name,
      AlarmsTable: state.alarms.name,
      IdentityTable: state.identity.name,
      BucketName: state.bucket.name,
      ...(eventSources.accountEvents && {
        AccountEventsQueueUrl: eventSources.accountEvents.queue.queueUrl,
      }),
      HitsQueueUrl: alarming.hits.queue.queueUrl,
      HitsDeadLettersUrl: alarming.hits.deadLetters.queue.queueUrl,
      UndeliveredHitsUrl: alarming.undelivered.queue.queueUrl,
      DeliveriesQueueUrl: alarming.deliveries.queue.queueUrl,
      DeliveriesDeadLettersUrl: alarming.deliveries.deadLetters.queue.queueUrl,
      ExecutionsQueueUrl: engine.executions.queue.queueUrl,
      ExecutionsDeadLettersUrl: engine.executions.deadLetters.queue.queueUrl,
      ProvisioningQueueUrl: engine.provisioning.queue.queueUrl,
      ProvisioningDeadLettersUrl: engine.provisioning.deadLetters.queue.queueUrl,
      SigningKeySecretArn: state.signingKeySecretArn,
      ...(keystone && catalogEntries(publicUrl, settings.regionName)),
      ...Object.fromEntries(
        [...state.passwordSecretArns].map(([user, arn]) => [`PasswordSecretArn-${user}`, arn]),
      ),
    });
  }

  #say(outputs: Readonly<Record<string, string>>) {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
