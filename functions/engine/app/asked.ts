/**
 * Reads what a request asks for. A use case calls it after it has checked the caller's role, so that a
 * caller without the role is refused before the request is looked at.
 */
export type Asked<Input> = () => Input | Promise<Input>;
