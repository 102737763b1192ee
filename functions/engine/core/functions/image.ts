import { Fault } from '../../../platform/core/fault.ts';

/** The most characters of an image's name: of a registry, a repository (256) and a tag or digest (128). */
export const maximumImageLength = 512;

/** `repository`, `repository:tag` or `repository@digest`, as ECR accepts them. */
const name = /^[a-z0-9]+(?:[._/-][a-z0-9]+)*(?::\w[\w.-]{0,127}|@sha256:[0-9a-f]{64})?$/;

/** The account and region of an ECR registry. */
const ecr = /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\./;

/**
 * Refuses an image that Lambda cannot run, and says why. Lambda takes only images in this account's registry
 * and region. They must be built on Taibai's base image, which is checked only when they run. `registry`
 * may end in the one namespace that functions may come from.
 */
export function requireImage(image: string | undefined, registry: string): string {
  if (!image) throw new Fault('invalid', 'Image must be specified for image type function.');
  const prefix = `${registry}/`;
  if (image.length > maximumImageLength)
    throw new Fault('invalid', `Image must not be longer than ${maximumImageLength} characters.`);
  if (image.startsWith(prefix) && name.test(image.slice(prefix.length))) return image;
  throw new Fault(
    'invalid',
    `Image ${image} can not run here: ${whyNot(image, registry)}. Only images of ${prefix}, built on Taibai's base image, can.`,
  );
}

const hostOf = (image: string): string => image.split('/', 1)[0] ?? '';

function whyNot(image: string, registry: string): string {
  const [host, ownHost] = [hostOf(image), hostOf(registry)];
  const [asked, own] = [ecr.exec(host)?.groups, ecr.exec(ownHost)?.groups];
  if (image.startsWith(`${registry}/`))
    return 'it is no name of a repository, with a tag or digest';
  if (host === ownHost) return 'it is of a repository that functions do not come from';
  if (asked && asked['account'] !== own?.['account']) return "it is of another account's registry";
  if (asked && asked['region'] !== own?.['region']) return 'it is of another region';
  return 'it is not of a registry of ECR';
}
