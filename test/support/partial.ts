/** A port with only the given members. Access to any other throws. */
export const partial = <Port extends object>(given: Partial<Port>): Port =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the proxy stands for the rest
  new Proxy(given, {
    get: (target, name) => {
      if (Reflect.has(target, name)) return Reflect.get(target, name);
      throw new Error(`${String(name)} is not part of this`);
    },
  }) as Port;
