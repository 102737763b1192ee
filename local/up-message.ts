/** A message from the background process of `npm run up` to the command that started it. */
export type UpMessage =
  | { readonly kind: 'progress'; readonly line: string }
  | { readonly kind: 'failed'; readonly line: string }
  | {
      readonly kind: 'ready';
      readonly url: string;
      readonly endpoint: string;
      /** Absent if the deployment has no console. */
      readonly console?: string;
    };
