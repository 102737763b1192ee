# The bridge from RabbitMQ to the event bus. Build from the project's folder:
#   docker build -f docker/bridge.Dockerfile -t taibai-bridge .
FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY functions functions
RUN npx esbuild functions/events/sources/broker/entry/bridge.ts --bundle --minify --platform=node --target=node24 \
      --format=esm --main-fields=module,main --outfile=/out/bridge.mjs \
      --banner:js="import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"

FROM node:24-slim
COPY --from=build /out/bridge.mjs /app/bridge.mjs
USER node
ENV NODE_ENV=production
CMD ["node", "/app/bridge.mjs"]
