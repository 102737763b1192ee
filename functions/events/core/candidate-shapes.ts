/**
 * Stands for every shape. A project with alarms on more traits than this is asked for the keys of all
 * traits of an event, so that the list of shapes stays within four kilobytes, the unit of a read.
 */
export const everyShape = '*';
export const maximumShapes = 300;

/** What to add to the known shapes so that a key of this shape is asked for; undefined if nothing is lacking. */
export const lackingShape = (known: ReadonlySet<string>, shape: string): string | undefined => {
  if (known.has(shape) || known.has(everyShape)) return undefined;
  return known.size < maximumShapes ? shape : everyShape;
};
