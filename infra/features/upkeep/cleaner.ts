import { Construct, type IConstruct } from 'constructs';
import { emptying } from '../../constructs/bucket.ts';
import { TaibaiCustomResource } from '../../constructs/custom-resource.ts';
import { TaibaiFunction } from '../../constructs/function.ts';
import type { FeatureContext } from '../context.ts';
import type { UserFunctions } from '../engine/user-functions.ts';
import type { TaibaiBus } from '../events/event-bus.ts';

export interface CleanerDependencies {
  readonly bus: TaibaiBus;
  readonly userFunctions: UserFunctions;
}

/**
 * When the stack is deleted, removes what was created at run time: after everything that could create
 * more is gone, and before the bus and the role that rules and functions need.
 */
export class Cleaner extends Construct {
  readonly #cleaned: TaibaiCustomResource;

  constructor(
    scope: Construct,
    id: string,
    context: FeatureContext,
    { bus, userFunctions }: CleanerDependencies,
  ) {
    super(scope, id);
    const { settings, state } = context;
    const handler = new TaibaiFunction(this, 'Cleaner', context, {
      entry: 'cleaner',
      description: 'When the stack is deleted, removes what was created at run time',
      memoryMegabytes: 256,
      timeoutSeconds: 900,
    })
      .grant('NAME_PREFIX', userFunctions.deletingAll())
      .grant('EVENT_BUS', bus.deletingRules())
      .grant('BUCKET', settings.purge ? emptying(state.bucket) : { value: '', grants: [] });
    this.#cleaned = new TaibaiCustomResource(this, 'Cleaned', { handler, timeoutSeconds: 3600 });
    this.#cleaned.node.addDependency(bus, userFunctions);
  }

  /** Has these deleted before the cleaner runs. */
  runAfterDeletionOf(...constructs: readonly IConstruct[]): void {
    for (const construct of constructs) construct.node.addDependency(this.#cleaned);
  }
}
