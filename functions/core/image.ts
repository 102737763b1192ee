import { Fault } from './fault.ts';

/** `repository:tag` or `repository@digest`, as ECR takes them. */
const repository = /^[a-z0-9]+(?:[._/-][a-z0-9]+)*(?::\w[\w.-]{0,127}|@sha256:[0-9a-f]{64})?$/;

/**
 * Refuses an image that Lambda cannot run: it takes only those of this account's registry in this
 * region, and they have to be built on Taibai's base image.
 */
export function requireImage(image: string | undefined, registry: string): string {
  if (!image) throw new Fault('invalid', 'Image must be specified for image type function.');
  const prefix = `${registry}/`;
  if (!image.startsWith(prefix) || !repository.test(image.slice(prefix.length)))
    throw new Fault(
      'invalid',
      `Image ${image} can not run here: only images of ${prefix}, built on Taibai's base image, can.`,
    );
  return image;
}
