/**
 * gnocchiclient writes two slashes where it changes a policy or a rule. Everywhere else they stay what they
 * are: a path that programs read differently.
 */
export const withoutDoubleSlash = (path: string): string =>
  path.replace(/^(\/metric\/v1\/archive_policy(?:_rule)?)\/\/(?=[^/])/, '$1/');
