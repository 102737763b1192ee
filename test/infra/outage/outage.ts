/**
 * A service of AWS that Taibai depends on. Without `IAM`, every call of any other is refused. Without `Invoke`,
 * Lambda starts nothing: it throttles, or cannot be reached, and a caller knows that nothing has begun.
 */
export type Dependency =
  | 'DynamoDB'
  | 'EventBridge'
  | 'IAM'
  | 'Invoke'
  | 'Lambda'
  | 'S3'
  | 'Secrets Manager'
  | 'SQS';

export type PortsOf<Ports> = Partial<Readonly<Record<Dependency, readonly (keyof Ports)[]>>>;

/** One dependency at a time is down, and the calls of the ports that stand on it are rejected. */
export function outages() {
  const state: { down: Dependency | undefined } = { down: undefined };
  const isDown = (dependency: string) =>
    state.down === dependency || (state.down === 'IAM' && dependency !== 'IAM');
  const failing = (port: object, dependency: string): object =>
    new Proxy(port, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...given: readonly unknown[]) =>
          isDown(dependency)
            ? Promise.reject(new Error(`${dependency} is down`))
            : Reflect.apply(member, target, given);
      },
    });
  return {
    state,
    /** The same ports as long as nothing is down. */
    exposed<Ports extends object>(ports: Ports, standsOn: PortsOf<Ports>): Ports {
      const wrapped = Object.entries(standsOn).flatMap(([dependency, names]) =>
        names.map((name: keyof Ports) => [name, failingPort(ports[name], dependency)] as const),
      );
      return { ...ports, ...Object.fromEntries(wrapped) };
    },
  };

  function failingPort(port: unknown, dependency: string): unknown {
    if (typeof port === 'function')
      return (...given: readonly unknown[]) =>
        isDown(dependency)
          ? Promise.reject(new Error(`${dependency} is down`))
          : Reflect.apply(port, undefined, given);
    if (typeof port !== 'object' || port === null) throw new Error('not a port');
    return failing(port, dependency);
  }
}
