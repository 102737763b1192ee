import { Construct, type IConstruct } from 'constructs';
import { emptying } from '../constructs/bucket.ts';
import type { HouseBus } from '../constructs/event-bus.ts';
import { HouseCustomResource } from '../constructs/house-custom-resource.ts';
import { HouseFunction } from '../constructs/house-function.ts';
import type { House } from '../constructs/house.ts';
import type { UserFunctions } from '../constructs/user-functions.ts';

/**
 * Destroying the stack removes what was made at run time, too: after everything that could make more
 * of it is gone, and before the bus and the role that it hangs on.
 */
export class Removal extends Construct {
  readonly #cleaned: HouseCustomResource;

  constructor(
    scope: Construct,
    id: string,
    house: Pick<House, 'settings' | 'sources' | 'state'>,
    { bus, userFunctions }: { bus: HouseBus; userFunctions: UserFunctions },
  ) {
    super(scope, id);
    const handler = new HouseFunction(this, 'Cleaner', house, {
      entry: 'cleaner',
      description: 'Removes at deletion what was made at run time',
      memoryMegabytes: 256,
      timeoutSeconds: 900,
    })
      .give('NAME_PREFIX', userFunctions.clearing())
      .give('EVENT_BUS', bus.clearing())
      .give(
        'BUCKET',
        house.settings.purge ? emptying(house.state.bucket) : { value: '', grants: [] },
      );
    this.#cleaned = new HouseCustomResource(this, 'Cleaned', { handler, patienceSeconds: 3600 });
    this.#cleaned.node.addDependency(bus, userFunctions);
  }

  /** These go first when the stack is destroyed. */
  after(...makers: readonly IConstruct[]): void {
    for (const maker of makers) maker.node.addDependency(this.#cleaned);
  }
}
