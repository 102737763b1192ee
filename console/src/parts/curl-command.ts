import { shellWord } from './shell-word.ts';

interface Asked {
  readonly method?: 'DELETE' | 'POST' | 'PUT';
  /** Below the deployment's URL, without characters that a shell reads within double quotes. */
  readonly path: string;
  readonly body?: unknown;
}

/** The request as a command, where no client has one. */
export const curlCommand = ({ method, path, body }: Asked): string =>
  [
    `curl -sS ${method ? `-X ${method} ` : ''}"$TAIBAI_URL${path}"`,
    `-H "X-Auth-Token: $(openstack token issue -f value -c id)"`,
    ...(body === undefined
      ? []
      : [`-H 'content-type: application/json' -d ${shellWord(JSON.stringify(body))}`]),
  ].join(' ');
