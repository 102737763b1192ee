import type { Access } from '../../constructs/access.ts';
import { secret } from '../../constructs/secret.ts';
import type { Settings } from '../../settings.ts';

/** The secret that signs the cloud's notifications; the variable is empty if the settings name none. */
export const telemetrySecret = ({ telemetrySecretArn: arn }: Settings): Access =>
  arn === undefined ? { value: '', grants: [] } : secret(arn);
