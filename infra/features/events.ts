import { Construct } from 'constructs';
import { objects } from '../constructs/bucket.ts';
import type { HouseBus } from '../constructs/event-bus.ts';
import { HouseFunction } from '../constructs/house-function.ts';
import type { House } from '../constructs/house.ts';
import { reading, rows } from '../constructs/table.ts';

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
      .give('IDENTITY_TABLE', rows(state.identity, reading))
      .give('EVENT_BUS', bus.publishing())
      .give('BUCKET', objects(state.bucket, { payloads: ['PutObject'] }));
    house.api.route(ingest, ['ANY /events', 'ANY /events/{proxy+}']);
  }
}
