import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const dialects = ['/taibai', '/v1', '/alarming', '/events', '/metric', '/identity'];

/** `TAIBAI_URL` names the deployment that `vite` without `build` works against. */
const target = process.env.TAIBAI_URL;

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react()],
  build: {
    target: 'es2023',
    // Inlined files would be `data:` addresses, which the content security policy forbids.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    // Modules of all chunks run in the order of their imports: `without-eval` before any schema is made.
    rolldownOptions: { output: { strictExecutionOrder: true } },
  },
  ...(target && {
    server: {
      proxy: Object.fromEntries(dialects.map((path) => [path, { target, changeOrigin: true }])),
    },
  }),
});
