/** The name in Lambda of a user's function. The prefix separates deployments and limits our Lambdas' rights. */
export const userFunctionName = (prefix: string, functionId: string): string =>
  `${prefix}-fn-${functionId}`;

/** The handler of every user's function, from our layer, `functions/python`. */
export const userFunctionHandler = 'taibai_runtime.handler.main';

/** The entry point of images, as in AWS's base images, which ours are built on. */
export const imageEntryPoint = '/lambda-entrypoint.sh';

/** The variable that names the user's `module.function` for our handler. */
export const entryVariable = 'TAIBAI_ENTRY';

/** The variables that hold the secrets of a function begin with this; our handler passes them on without it. */
export const secretVariablePrefix = 'TAIBAI_SECRET_';

/** The time beyond the user's timeout that our handler has to report the result. */
export const timeoutMarginSeconds = 3;
