import type { Target, Webhook } from '../../api/engine/webhooks.ts';
import { curlCommand } from '../../parts/curl-command.ts';
import { shellWord } from '../../parts/shell-word.ts';
import { keyOf } from '../targets/target-key.ts';

export interface WebhookChange extends Target {
  readonly description?: string;
}

/** What a webhook runs now. Version 0 is the newest code. */
export const targetNow = (webhook: Webhook): Target =>
  webhook.function_alias !== null
    ? { function_alias: webhook.function_alias }
    : {
        ...(webhook.function_id !== null && { function_id: webhook.function_id }),
        ...(webhook.function_version && { function_version: webhook.function_version }),
      };

/** What is to be changed of a webhook. A target is named whole, since the API keeps what is not named. */
export function changeOf(webhook: Webhook, target: Target, description: string): WebhookChange {
  const isMoved = keyOf(target) !== keyOf(targetNow(webhook));
  return {
    ...(isMoved && target),
    ...(description !== (webhook.description ?? '') && { description }),
  };
}

/**
 * The command that changes a webhook. The client's own knows no aliases and sends a version always, so that it
 * must be told the one that is to stay.
 */
export function changeCommand(id: string, target: Target, change: WebhookChange): string {
  if (target.function_alias !== undefined)
    return curlCommand({ method: 'PUT', path: `/v1/webhooks/${id}`, body: change });
  const version = target.function_version ? ` --function-version ${target.function_version}` : '';
  const said =
    change.description === undefined ? '' : ` --description ${shellWord(change.description)}`;
  return `openstack webhook update ${id} --function-id ${target.function_id}${version}${said}`;
}
