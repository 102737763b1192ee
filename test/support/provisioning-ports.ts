import { memoryFunctionProvisioner } from '../../functions/adapters/memory/function-provisioner.ts';
import { memoryFunctionStore } from '../../functions/adapters/memory/function-store.ts';
import { memoryRuntimeStore } from '../../functions/adapters/memory/runtime-store.ts';
import { memoryVersionStore } from '../../functions/adapters/memory/version-store.ts';
import { standingClock } from './clock.ts';
import { silentLog } from './silent-log.ts';

/** What the provisioner works with, in memory; its Lambda refuses what `refusing` gives a reason for. */
export function provisioningPorts(refusing?: Parameters<typeof memoryFunctionProvisioner>[0]) {
  const clock = standingClock();
  const functions = memoryFunctionStore(clock);
  const ports = {
    functions,
    versions: memoryVersionStore(functions, clock),
    runtimes: memoryRuntimeStore(),
    provisioner: memoryFunctionProvisioner(refusing),
    log: silentLog,
  };
  return { clock, ports };
}
