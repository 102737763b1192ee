/** Name in Lambda of a user's function: the prefix tells deployments apart, and bounds what our Lambdas may touch. */
export const userFunctionName = (prefix: string, functionId: string): string =>
  `${prefix}-fn-${functionId}`;

/** What Lambda calls in every user's function: part of our layer, `functions/python`. */
export const userFunctionHandler = 'taibai_runtime.handler.main';

/** What starts the handler in an image: that of AWS's base images, on which ours is built. */
export const imageEntryPoint = '/lambda-entrypoint.sh';

/** The variable that tells our handler the user's `module.function`. */
export const entryVariable = 'TAIBAI_ENTRY';

/** What Lambda allows a function beyond the user's time-out: our handler uses it to tell how it ended. */
export const timeoutMarginSeconds = 3;
