import type { FunctionConfiguration, Runtime } from '@aws-sdk/client-lambda';
import {
  entryVariable,
  timeoutMarginSeconds,
  userFunctionHandler,
  userFunctionName,
} from '../../contract/user-function.ts';
import type { Deployment } from '../../ports/engine.ts';

/** What all users' functions of a deployment share. */
export interface UserFunctionSettings {
  readonly namePrefix: string;
  /** A role that may do nothing at all. */
  readonly roleArn: string;
  /** The layer version with `functions/python`. */
  readonly layerArn: string;
  readonly bucket: string;
}

/** Everything Lambda is told of a function but its code. */
export const configurationOf = (deployment: Deployment, settings: UserFunctionSettings) => ({
  FunctionName: userFunctionName(settings.namePrefix, deployment.functionId),
  Role: settings.roleArn,
  Layers: [settings.layerArn],
  Handler: userFunctionHandler,
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- newer identifiers than the SDK knows are Lambda's to refuse
  Runtime: deployment.pythonRuntime as Runtime,
  MemorySize: deployment.memoryMegabytes,
  Timeout: deployment.timeoutSeconds + timeoutMarginSeconds,
  Environment: { Variables: { [entryVariable]: deployment.entry } },
});

/** Whether Lambda has been told all of this already. */
export function agrees(
  found: FunctionConfiguration,
  wanted: ReturnType<typeof configurationOf>,
): boolean {
  return (
    found.Role === wanted.Role &&
    found.Handler === wanted.Handler &&
    found.Runtime === wanted.Runtime &&
    found.MemorySize === wanted.MemorySize &&
    found.Timeout === wanted.Timeout &&
    found.Environment?.Variables?.[entryVariable] === wanted.Environment.Variables[entryVariable] &&
    found.Layers?.length === 1 &&
    found.Layers[0]?.Arn === wanted.Layers[0]
  );
}
