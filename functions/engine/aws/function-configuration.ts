import type { FunctionConfiguration, Runtime } from '@aws-sdk/client-lambda';
import {
  entryVariable,
  imageEntryPoint,
  secretVariablePrefix,
  timeoutMarginSeconds,
  userFunctionHandler,
  userFunctionName,
} from '../../contract/user-function.ts';
import type { Deployment, ImageDeployment } from '../core/functions/deployment.ts';

/** What all users' functions in a deployment have in common. */
export interface UserFunctionSettings {
  readonly namePrefix: string;
  /** A role that denies everything. */
  readonly roleArn: string;
  /** The layer version with `functions/python`. */
  readonly layerArn: string;
  readonly bucket: string;
}

/** Where Lambda finds the code of a function. */
export const codeOf = (
  deployment: Deployment | ImageDeployment,
  { bucket }: UserFunctionSettings,
) =>
  'image' in deployment
    ? { ImageUri: tagged(deployment.image) }
    : { S3Bucket: bucket, S3Key: deployment.packageKey };

/** Docker reads a name without tag or digest as `latest`; Lambda refuses it. */
const tagged = (image: string): string => (/[:@][^/]*$/.test(image) ? image : `${image}:latest`);

/**
 * Everything Lambda is told of a function except its code. An image contains its runtime, our handler and
 * the user's entry; our handler is started whatever entry point the image declares.
 */
export const configurationOf = (
  deployment: Deployment | ImageDeployment,
  settings: UserFunctionSettings,
) => ({
  FunctionName: userFunctionName(settings.namePrefix, deployment.functionId),
  Role: settings.roleArn,
  MemorySize: deployment.memoryMegabytes,
  Timeout: deployment.timeoutSeconds + timeoutMarginSeconds,
  // Also if there are none: Lambda keeps the variables that a change does not name.
  Environment: { Variables: variablesOf(deployment) },
  ...('image' in deployment ? ourHandler : {}),
  ...('image' in deployment ? {} : packaged(deployment, settings)),
});

/** An image names its entry itself. */
function variablesOf(deployment: Deployment | ImageDeployment): Readonly<Record<string, string>> {
  const entry = 'image' in deployment ? [] : [[entryVariable, deployment.entry] as const];
  const secrets = [...deployment.secrets].map(
    ([name, value]) => [`${secretVariablePrefix}${name}`, value] as const,
  );
  return Object.fromEntries([...entry, ...secrets]);
}

const ourHandler = {
  ImageConfig: { EntryPoint: [imageEntryPoint], Command: [userFunctionHandler] },
};

const packaged = ({ pythonRuntime }: Deployment, { layerArn }: UserFunctionSettings) => ({
  Layers: [layerArn],
  Handler: userFunctionHandler,
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Lambda, not the SDK's list, decides which runtimes exist
  Runtime: pythonRuntime as Runtime,
});

/** Whether Lambda's configuration is this already. */
export function agrees(
  found: FunctionConfiguration,
  wanted: ReturnType<typeof configurationOf>,
): boolean {
  return (
    found.Role === wanted.Role &&
    found.MemorySize === wanted.MemorySize &&
    found.Timeout === wanted.Timeout &&
    found.Handler === wanted.Handler &&
    found.Runtime === wanted.Runtime &&
    isSameRecord(found.Environment?.Variables ?? {}, wanted.Environment.Variables) &&
    (found.Layers?.length ?? 0) === (wanted.Layers?.length ?? 0) &&
    found.Layers?.[0]?.Arn === wanted.Layers?.[0] &&
    found.ImageConfigResponse?.ImageConfig?.Command?.[0] === wanted.ImageConfig?.Command[0]
  );
}

const isSameRecord = (
  found: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): boolean =>
  Object.keys(found).length === Object.keys(wanted).length &&
  Object.entries(wanted).every(([name, value]) => found[name] === value);
