import { describe, expect, test } from 'vitest';
import { requireImage } from '../../../../functions/engine/core/functions/image.ts';

const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const digest = `sha256:${'a'.repeat(64)}`;

describe('the image of a function', () => {
  test.each(['hello', 'hello:1.0', `hello@${digest}`, 'team/hello:latest', 'a-b_c.d/e'])(
    'is %s of the account’s registry in this region',
    (image) => {
      expect(requireImage(`${registry}/${image}`, registry)).toBe(`${registry}/${image}`);
    },
  );

  test.each([
    ['docker.io/hello', 'it is not of a registry of ECR'],
    ['hello', 'it is not of a registry of ECR'],
    ['public.ecr.aws/lambda/python:3.14', 'it is not of a registry of ECR'],
    [
      `${registry.replace('123456789012', '999999999999')}/hello`,
      "it is of another account's registry",
    ],
    [`${registry.replace('eu-west-1', 'us-east-1')}/hello`, 'it is of another region'],
    [`${registry}.evil.example/hello`, 'it is not of a registry of ECR'],
    [`${registry}/`, 'it is no name of a repository, with a tag or digest'],
    [`${registry}/Hello`, 'it is no name of a repository, with a tag or digest'],
    [`${registry}/../hello`, 'it is no name of a repository, with a tag or digest'],
    [`${registry}/hello@sha256:12`, 'it is no name of a repository, with a tag or digest'],
    [`${registry}/hello:1 `, 'it is no name of a repository, with a tag or digest'],
  ])('%s is refused: %s', (image, why) => {
    expect(() => requireImage(image, registry)).toThrow(
      `Image ${image} can not run here: ${why}. Only images of ${registry}/, built on Taibai's base image, can.`,
    );
  });

  test('comes from the one namespace of the registry that a deployment names', () => {
    const namespace = `${registry}/functions`;
    expect(requireImage(`${namespace}/hello`, namespace)).toBe(`${namespace}/hello`);
    for (const other of ['hello', 'functions', 'functions-2/hello'])
      expect(() => requireImage(`${registry}/${other}`, namespace)).toThrow(
        'it is of a repository that functions do not come from',
      );
  });
});
