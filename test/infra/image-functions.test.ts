import { describe, expect, test } from 'vitest';
import { lambdaNames } from '../../infra/constructs/entries.ts';
import { deploymentOf, rightsOf, synthesize } from './support.ts';

/** What the provisioner may read from the account's registry, and the prefix that image names must have. */
function imagesOf(settings: object) {
  const deployed = synthesize(deploymentOf(settings));
  const rights = rightsOf(deployed, 'provisioner').filter(({ actions }) =>
    actions.some((action) => action.startsWith('ecr:')),
  );
  const engine = deployed.lambdas.get('engine')?.properties['Environment'].Variables;
  return {
    actions: rights.flatMap(({ actions }) => actions),
    repositories: rights.flatMap(({ resources }) => resources),
    registry: JSON.stringify(engine.IMAGE_REGISTRY),
  };
}

describe('image functions', () => {
  test("may only use images of the account's own registry in this region, which the provisioner may only read", () => {
    const { actions, repositories, registry } = imagesOf({});
    expect(actions).toEqual(['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']);
    expect(repositories).toEqual([
      expect.stringMatching(/:ecr:.*AWS::Region.*AWS::AccountId.*:repository\/\*"/),
    ]);
    expect(registry).toMatch(/AWS::AccountId.*\.dkr\.ecr\..*AWS::Region.*AWS::URLSuffix"\}\]\]\}$/);
  });

  test('may only use images of one namespace if the settings name one', () => {
    const { repositories, registry } = imagesOf({ imageNamespace: 'functions' });
    expect(repositories).toEqual([expect.stringMatching(/:repository\/functions\/\*"/)]);
    expect(registry).toMatch(/AWS::URLSuffix"\},"\/functions"\]\]\}$/);
  });
});

test("only the provisioner sets provisioned concurrency, and only of users' functions", () => {
  const deployed = synthesize(deploymentOf({}));
  const rights = lambdaNames
    .filter((name) => deployed.lambdas.has(name))
    .flatMap((entry) => rightsOf(deployed, entry).map((right) => ({ entry, ...right })))
    .filter(({ actions }) => actions.some((action) => action.includes('ProvisionedConcurrency')));
  expect(rights).toMatchObject([
    { entry: 'provisioner', resources: [expect.stringMatching(/:function:taibai-fn-\*"/)] },
  ]);
});
