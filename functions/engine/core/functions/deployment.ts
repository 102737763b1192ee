/** What Lambda is told of any function. */
interface CommonDeployment {
  readonly functionId: string;
  readonly projectId: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** Variables of the process that runs the user's code, by name. Never logged. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** What Lambda is told of a function made from a package. */
export interface Deployment extends CommonDeployment {
  /** Lambda's identifier, for example `python3.13`. */
  readonly pythonRuntime: string;
  readonly packageKey: string;
  readonly entry: string;
}

/** What Lambda is told of a function made from an image, which contains its own entry. */
export interface ImageDeployment extends CommonDeployment {
  readonly image: string;
}
