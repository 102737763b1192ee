import { describe, expect, test } from 'vitest';
import { deploymentOf, lambdaNames, rightsOf, synthesize } from './support.ts';

/** What the provisioner may read of the account's registry, and what images must begin with. */
function imagesOf(settings: object) {
  const deployed = synthesize(deploymentOf(settings));
  const rights = rightsOf(deployed, 'provisioner').filter(({ actions }) =>
    actions.some((action) => action.startsWith('ecr:')),
  );
  const engine = deployed.lambdas.get('engine')?.properties['Environment'].Variables;
  return {
    actions: rights.flatMap(({ actions }) => actions),
    repositories: rights.flatMap(({ resources }) => resources),
    beginning: JSON.stringify(engine.IMAGE_REGISTRY),
  };
}

describe('image functions', () => {
  test("come from the account's own registry in this region: its images may be read, and nothing else", () => {
    const { actions, repositories, beginning } = imagesOf({});
    expect(actions).toEqual(['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']);
    expect(repositories).toEqual([
      expect.stringMatching(/:ecr:.*AWS::Region.*AWS::AccountId.*:repository\/\*"/),
    ]);
    expect(beginning).toMatch(
      /AWS::AccountId.*\.dkr\.ecr\..*AWS::Region.*AWS::URLSuffix"\}\]\]\}$/,
    );
  });

  test('come from one namespace of it where a deployment names one', () => {
    const { repositories, beginning } = imagesOf({ imageNamespace: 'functions' });
    expect(repositories).toEqual([expect.stringMatching(/:repository\/functions\/\*"/)]);
    expect(beginning).toMatch(/AWS::URLSuffix"\},"\/functions"\]\]\}$/);
  });
});

test('environments are kept ready only of functions of users, by the provisioner', () => {
  const deployed = synthesize(deploymentOf({}));
  const rights = lambdaNames
    .filter((name) => deployed.lambdas.has(name))
    .flatMap((entry) => rightsOf(deployed, entry).map((right) => ({ entry, ...right })))
    .filter(({ actions }) => actions.some((action) => action.includes('ProvisionedConcurrency')));
  expect(rights).toMatchObject([
    { entry: 'provisioner', resources: [expect.stringMatching(/:function:taibai-fn-\*"/)] },
  ]);
});
