import { randomUUID } from 'node:crypto';
import { memoryFunctionProvisioner } from '../../fakes/function-provisioner.ts';
import { functionProvisionerSuite } from './function-provisioner.suite.ts';

functionProvisionerSuite(async () => {
  const provisioner = memoryFunctionProvisioner();
  const deployed = (functionId: string, version: string | undefined) =>
    version === undefined
      ? provisioner.deployed.get(functionId)
      : provisioner.published.get(`${functionId}:${version}`);
  return {
    provisioner,
    made: {
      list: async () => [...provisioner.deployed.keys()].map((id) => ({ id, isCurrent: true })),
    },
    deployment: async (over) => ({
      functionId: randomUUID(),
      projectId: 'demo',
      pythonRuntime: 'python3.13',
      packageKey: `packages/demo/${randomUUID()}.zip`,
      entry: 'main.main',
      memoryMegabytes: 177,
      timeoutSeconds: 2,
      secrets: new Map(),
      ...over,
    }),
    told: async (functionId, version) => deployed(functionId, version)?.timeoutSeconds,
    secretsOf: async (functionId, version) =>
      Object.fromEntries(deployed(functionId, version)?.secrets ?? []),
  };
});
