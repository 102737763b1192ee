import { I18nProvider } from '@cloudscape-design/components/i18n';
import english from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ApiError } from './api/api-error.ts';
import { router } from './router.tsx';

/** A refusal is an answer: only what may pass by itself is asked again, twice. */
const mayPass = (failures: number, error: Error) =>
  failures < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500);

const queries = new QueryClient({
  defaultOptions: { queries: { retry: mayPass, staleTime: 5_000, refetchOnWindowFocus: true } },
});

export function App() {
  return (
    <I18nProvider locale="en" messages={[english]}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </I18nProvider>
  );
}
