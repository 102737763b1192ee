/** Files by their path in a package. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** Where functions run: pure Python anywhere, compiled code on Linux on x86_64. */
const runs = /-(any|(many)?linux\w*_x86_64)$/;

/** The tags of the wheels in a package: `cp314-cp314-manylinux_2_17_x86_64`, `py3-none-any`. */
export const wheelTags = (files: Files): readonly string[] =>
  Object.entries(files)
    .filter(([path]) => /^[^/]+\.dist-info\/WHEEL$/.test(path))
    .flatMap(([, wheel]) => [...new TextDecoder().decode(wheel).matchAll(/^Tag: *(\S+)/gm)])
    .flatMap(([, tag]) => tag ?? []);

/** Wheels in a package that no function could load. */
export const foreignWheels = (files: Files): readonly string[] =>
  Object.entries(files)
    .filter(([path]) => /^[^/]+\.dist-info\/WHEEL$/.test(path))
    .filter(([path, wheel]) => !wheelTags({ [path]: wheel }).some((tag) => runs.test(tag)))
    .map(([path]) => path.replace(/\.dist-info\/WHEEL$/, ''));
