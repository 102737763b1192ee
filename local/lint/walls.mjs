// The walls of `functions/` and `console/`, as rules of the linter. `.oxlintrc.json` holds both lists.
import { posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What stands where: the service, and the layer of it. Undefined for a file outside `functions/`. */
function placeOf(path, layers) {
  const [top, service, ...rest] = path.split('/');
  if (top !== 'functions' || rest.length === 0) return undefined;
  const layer = rest.slice(0, -1).find((folder) => Object.hasOwn(layers, folder));
  return {
    service,
    layer: layer ?? (/^(?:.+-)?ports\.ts$/.test(rest.at(-1)) ? 'ports' : 'adapter'),
  };
}

const isPure = (to) => to.startsWith('functions/contract/') || /^functions\/[^/]+\/core\//.test(to);

/** What is wrong with an import of `to` by `from`, both paths from the root; undefined if it may be. */
export function trespass(from, to, { layers, faces }) {
  if (from.startsWith('console/') && to.startsWith('functions/') && !isPure(to))
    return `the console may import core and contract only, not ${to}`;
  const [here, there] = [placeOf(from, layers), placeOf(to, layers)];
  if (here === undefined || there === undefined) return undefined;
  const open = faces[here.service];
  if (open === undefined) return `${here.service} has no entry in the list of services`;
  const isFace = (face) => to === `functions/${face}` || to.startsWith(`functions/${face}/`);
  if (here.service !== there.service && !open.some(isFace))
    return `${here.service} may not import ${to}: it is not on its list of other services' files`;
  if (there.service !== 'contract' && layers[here.layer]?.includes(there.layer) === false)
    return `${here.layer} may not import ${there.layer}`;
  return undefined;
}

const walls = {
  meta: { type: 'problem', schema: false },
  create(context) {
    const from = relative(root, context.filename).split(sep).join('/');
    const check = (node) => {
      const specifier = node.source?.value;
      if (typeof specifier !== 'string' || !specifier.startsWith('.')) return;
      const to = posix.join(posix.dirname(from), specifier);
      const message = trespass(from, to, context.options[0]);
      if (message !== undefined) context.report({ node: node.source, message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

export default { meta: { name: 'house' }, rules: { walls } };
