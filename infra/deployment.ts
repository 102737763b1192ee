import { type App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { AppStack } from './app-stack.ts';
import type { Sources } from './constructs/sources.ts';
import type { Settings } from './settings.ts';
import { StateStack } from './state-stack.ts';

/** The two stacks of a deployment; synthesis fails where cdk-nag objects without a reason against it. */
export function deployment(app: App, settings: Settings, sources: Sources) {
  const stored = new StateStack(app, `${settings.namePrefix}-state`, settings);
  const running = new AppStack(app, `${settings.namePrefix}-app`, {
    settings,
    sources,
    state: stored.state,
  });
  running.addStackDependency(stored);
  Tags.of(app).add('taibai', settings.namePrefix);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
  return { stored, running };
}
