const webhookPath = /\/v1\/webhooks\/([^/?#]+)\/invoke/;

/** Whether an action runs one of our functions. */
export const isWebhook = (action: string): boolean => webhookPath.test(action);

/** The beginning of the id of an action's webhook. Who has the whole URL can run the function. */
export const withoutWebhookId = (action: string): string =>
  `${(webhookPath.exec(action)?.[1] ?? '').slice(0, 8)}…`;
