import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const placesFile = (folder) => join(folder, 'places.json');

/**
 * Records where the parts of the browser are, relative to the folder, which is renamed when it is whole:
 * the program, and the folders of its libraries. Fonts are in `fonts`, unless the machine's are used.
 */
export function writePlaces(folder, { release, program, libraries = [] }) {
  const own = (path) => relative(folder, path);
  const places = { release, program: own(program), libraries: libraries.map(own) };
  writeFileSync(placesFile(folder), JSON.stringify(places));
  if (existsSync(join(folder, 'fonts'))) writeFileSync(join(folder, 'fonts.conf'), fontsFile);
}

/** What the browser's process needs in its environment. */
export function environmentOf(folder) {
  const { libraries } = JSON.parse(readFileSync(placesFile(folder), 'utf8'));
  const paths = libraries.map((path) => join(folder, path));
  return {
    ...(paths.length > 0 && { LD_LIBRARY_PATH: paths.join(':') }),
    ...(existsSync(join(folder, 'fonts.conf')) && {
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      XDG_CACHE_HOME: join(folder, 'cache'),
    }),
  };
}

/** Only our own fonts, so that text looks the same on every machine. */
const fontsFile = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fonts</cachedir>
  ${[
    ['sans-serif', 'Open Sans', 'DejaVu Sans'],
    ['system-ui', 'Open Sans', 'DejaVu Sans'],
    ['serif', 'DejaVu Serif'],
    ['monospace', 'DejaVu Sans Mono'],
  ]
    .map(
      ([generic, ...families]) =>
        `<alias binding="strong"><family>${generic}</family><prefer>${families
          .map((family) => `<family>${family}</family>`)
          .join('')}</prefer></alias>`,
    )
    .join('\n  ')}
</fontconfig>
`;
