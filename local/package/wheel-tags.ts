/** Files by their path in a package. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** Tags that run on Lambda: pure Python, and compiled code for Linux on x86_64. */
const compatible = /-(any|(many)?linux\w*_x86_64)$/;

/** The tags of the wheels in a package, such as `cp314-cp314-manylinux_2_17_x86_64` or `py3-none-any`. */
export const wheelTags = (files: Files): readonly string[] =>
  Object.entries(files)
    .filter(([path]) => /^[^/]+\.dist-info\/WHEEL$/.test(path))
    .flatMap(([, wheel]) => [...new TextDecoder().decode(wheel).matchAll(/^Tag: *(\S+)/gm)])
    .flatMap(([, tag]) => tag ?? []);

/** The wheels in a package that cannot run on Lambda. */
export const foreignWheels = (files: Files): readonly string[] =>
  Object.entries(files)
    .filter(([path]) => /^[^/]+\.dist-info\/WHEEL$/.test(path))
    .filter(([path, wheel]) => !wheelTags({ [path]: wheel }).some((tag) => compatible.test(tag)))
    .map(([path]) => path.replace(/\.dist-info\/WHEEL$/, ''));
