/**
 * The same ports, but the call number `step` throws once, before or after it is carried out, as if the
 * process had been killed. Reading the clock, making ids and waiting do not count as calls.
 */
export function killedAt<Ports extends object>(
  ports: Ports,
  step: number,
  moment: 'before' | 'after',
): Ports {
  const calls = { made: 0 };
  const wrapped = (target: object): object =>
    new Proxy(target, {
      get(held, name) {
        const member: unknown = Reflect.get(held, name);
        if (typeof member !== 'function') return member;
        return async (...given: readonly unknown[]) => {
          calls.made += 1;
          const dies = calls.made === step;
          if (dies && moment === 'before') throw new Error('killed');
          const result: unknown = await Reflect.apply(member, held, given);
          if (dies) throw new Error('killed');
          return result;
        };
      },
    });
  const harmless = new Set(['clock', 'ids', 'settings', 'sleep']);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every port keeps its shape
  return Object.fromEntries(
    Object.entries(ports).map(([name, port]: [string, object]) => [
      name,
      harmless.has(name) ? port : wrapped(port),
    ]),
  ) as Ports;
}
