export interface Places {
  readonly server: string;
  readonly erlang: string;
  readonly mapper: string;
}
export function findInstalled(
  environment?: Readonly<Record<string, string | undefined>>,
  more?: readonly string[],
): Places | undefined;
