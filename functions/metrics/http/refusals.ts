import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Json } from '../../platform/core/python-json.ts';
import type { Refusals } from '../../platform/http/failure.ts';
import { statuses } from '../../platform/http/status.ts';
import { Refusal } from '../core/refusal.ts';
import { answer } from '../../platform/http/json-answer.ts';

const titles: Readonly<Partial<Record<ContentfulStatusCode, string>>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** How Gnocchi prints what went wrong. A 401 is that of OpenStack's middleware, and says where to log in. */
export const gnocchiRefusals = (publicUrl: string): Refusals => ({
  refuse(context, fault) {
    const status = statuses[fault.code];
    if (status === 401) {
      context.header('www-authenticate', `Keystone uri="${publicUrl}/identity"`);
      const { message } = fault;
      return answer(context, { error: { code: 401, title: 'Unauthorized', message } }, 401);
    }
    return render(context, status, fault instanceof Refusal ? fault.description : fault.message);
  },
  fail: (context) => render(context, 500, ''),
});

const render = (context: Context, code: ContentfulStatusCode, description: Json): Response =>
  answer(context, { code, title: titles[code] ?? '', description }, code);
