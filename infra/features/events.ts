import { Construct } from 'constructs';
import type { Access } from '../constructs/access.ts';
import { objects } from '../constructs/bucket.ts';
import type { HouseBus } from '../constructs/event-bus.ts';
import { HouseFunction } from '../constructs/house-function.ts';
import type { House } from '../constructs/house.ts';
import type { Settings } from '../settings.ts';

/** Events in: what comes over HTTPS is made one shape and put on the bus. */
export class Events extends Construct {
  constructor(scope: Construct, id: string, house: House, bus: HouseBus) {
    super(scope, id);
    const { state } = house;
    const ingest = new HouseFunction(this, 'Ingest', house, {
      entry: 'events',
      description: 'Takes events in and puts them on the bus',
      memoryMegabytes: 1024,
      timeoutSeconds: 29,
    })
      .give('EVENT_BUS', bus.publishing())
      .give('BUCKET', objects(state.bucket, { payloads: ['PutObject'] }))
      .give('TELEMETRY_SECRET_ARN', telemetrySecret(house.settings));
    house.gate.guards(ingest);
    house.gate.admits(ingest);
    house.api.route(ingest, ['ANY /events', 'ANY /events/{proxy+}']);
  }
}

/** The secret that the cloud's notifications are signed with, where the deployment knows it. */
export const telemetrySecret = ({ telemetrySecretArn: arn }: Settings): Access =>
  arn === undefined
    ? { value: '', grants: [] }
    : { value: arn, grants: [{ actions: ['secretsmanager:GetSecretValue'], resources: [arn] }] };
