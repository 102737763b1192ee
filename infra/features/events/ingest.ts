import { Construct } from 'constructs';
import { objects } from '../../constructs/bucket.ts';
import { TaibaiFunction } from '../../constructs/function.ts';
import { readingMany, rows } from '../../constructs/table.ts';
import type { FeatureContext } from '../context.ts';
import type { IdentityService } from '../identity/identity-service.ts';
import type { TaibaiBus } from './event-bus.ts';
import { telemetrySecret } from './telemetry-secret.ts';

export interface IngestDependencies {
  readonly identity: IdentityService;
  readonly bus: TaibaiBus;
}

/** Accepts events over HTTPS, normalises them and puts them on the bus. */
export class Ingest extends Construct {
  constructor(
    scope: Construct,
    id: string,
    context: FeatureContext,
    { identity, bus }: IngestDependencies,
  ) {
    super(scope, id);
    const ingest = new TaibaiFunction(this, 'Ingest', context, {
      entry: 'events',
      description: 'Accepts events and puts them on the bus',
      memoryMegabytes: 1024,
      timeoutSeconds: 29,
    })
      .grant('EVENT_BUS', bus.publishing())
      .grant('BUCKET', objects(context.state.bucket, { payloads: ['PutObject'] }))
      .grant('ALARMS_TABLE', rows(context.state.alarms, readingMany))
      .grant('TELEMETRY_SECRET_ARN', telemetrySecret(context.settings));
    identity.grantAuthentication(ingest);
    identity.grantCredentialCheck(ingest);
    context.api.route(ingest, ['ANY /events', 'ANY /events/{proxy+}']);
  }
}
