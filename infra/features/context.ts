import type { ConcurrencyBounds } from '../../functions/contract/concurrency.ts';
import type { DeploymentCode } from '../constructs/code.ts';
import type { TaibaiApi } from '../constructs/http-api.ts';
import type { GeneratedKeys } from './keys/generated-keys.ts';
import type { Settings } from '../settings.ts';
import type { State } from '../state-stack.ts';

/** What every feature builds on. */
export interface FeatureContext {
  readonly settings: Settings;
  readonly code: DeploymentCode;
  readonly state: State;
  readonly api: TaibaiApi;
  readonly keys: GeneratedKeys;
  readonly concurrency: ConcurrencyBounds;
  /** The base URL that users see, without a trailing slash. */
  readonly publicUrl: string;
}
