import { memoryFunctionProvisioner } from '../../fakes/function-provisioner.ts';
import { memoryFunctionStores } from '../../fakes/function-store.ts';
import { memoryRuntimeStore } from '../../fakes/runtime-store.ts';
import { memoryVersionStores } from '../../fakes/version-store.ts';
import { standingClock } from '../../support/clock.ts';
import { aSecretBox } from '../../support/secret-box.ts';
import { silentLog } from '../../support/silent-log.ts';

/** The provisioner's ports in memory. The fake Lambda refuses what `refusing` gives a reason for. */
export function provisioningPorts(refusing?: Parameters<typeof memoryFunctionProvisioner>[0]) {
  const clock = standingClock();
  const { functionRows, ...functionStores } = memoryFunctionStores(clock);
  const ports = {
    ...functionStores,
    ...memoryVersionStores(functionRows, clock),
    runtimes: memoryRuntimeStore(),
    secretBox: aSecretBox(),
    provisioner: memoryFunctionProvisioner(refusing),
    log: silentLog,
  };
  return { clock, ports };
}
