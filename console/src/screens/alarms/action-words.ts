const webhookPath = /\/v1\/webhooks\/([^/?#]+)\/invoke/;

/** Whether an action runs one of our functions. */
export const isWebhook = (action: string): boolean => webhookPath.test(action);

export const webhookIdOf = (action: string): string => webhookPath.exec(action)?.[1] ?? '';

/** The beginning of the id of an action's webhook. Who has the whole URL can run the function. */
export const withoutWebhookId = (action: string): string => `${webhookIdOf(action).slice(0, 8)}…`;
