import { type App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { AppStack } from './app-stack.ts';
import type { DeploymentCode } from './constructs/code.ts';
import type { Settings } from './settings.ts';
import { StateStack } from './state-stack.ts';

/** The two stacks of a deployment. Synthesis fails on any cdk-nag finding that is not acknowledged with a reason. */
export function deployment(app: App, settings: Settings, code: DeploymentCode) {
  const stateStack = new StateStack(app, `${settings.namePrefix}-state`, settings);
  const { state } = stateStack;
  const appStack = new AppStack(app, `${settings.namePrefix}-app`, { settings, code, state });
  appStack.addStackDependency(stateStack);
  Tags.of(app).add('taibai', settings.namePrefix);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
  return { stateStack, appStack };
}
