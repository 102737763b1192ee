import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const placesFile = (folder) => join(folder, 'places.json');

/**
 * Records where the parts of RabbitMQ are, relative to the folder, which is renamed when it is whole:
 * `server` is the server's home, `erlang` the folder with `erl`, and `mapper` the program `epmd`.
 */
export function writePlaces(folder, places) {
  mkdirSync(folder, { recursive: true });
  const own = Object.entries(places).map(([name, path]) => [name, relative(folder, path)]);
  writeFileSync(placesFile(folder), JSON.stringify(Object.fromEntries(own)));
}
