import { expect, test } from 'vitest';
import { ownWebhook } from '../../../../functions/engine/core/webhooks/own-webhook.ts';

const id = 'a5f82898-a4c3-4104-ad2d-40fbafbe8857';
const base = 'https://api.example/prod';

test.each([
  [`${base}/v1/webhooks/${id}/invoke`, []],
  [`HTTPS://API.example:443/prod/v1/webhooks/${id}/invoke#top`, []],
  [
    `${base}/v1/webhooks/${id}/invoke?name=a%20b&x=1&x=2`,
    [
      ['name', 'a b'],
      ['x', '1'],
      ['x', '2'],
    ],
  ],
])('%s is our own webhook', (url, query) => {
  expect(ownWebhook(url, base)).toEqual({ webhookId: id, query });
});

test.each([
  `http://api.example/prod/v1/webhooks/${id}/invoke`,
  `https://api.example/v1/webhooks/${id}/invoke`,
  `https://api.example.evil/prod/v1/webhooks/${id}/invoke`,
  `https://api.example:8443/prod/v1/webhooks/${id}/invoke`,
  `https://user@api.example/prod/v1/webhooks/${id}/invoke`,
  `${base}/v1/webhooks/${id}/invoke/`,
  `${base}/v1/webhooks/${id}`,
  `${base}/v1/webhooks/x/invoke`,
  `trust+${base}/v1/webhooks/${id}/invoke`,
  'log://',
  'no url',
])('%s is not', (url) => {
  expect(ownWebhook(url, base)).toBeUndefined();
});
