import { fileURLToPath } from 'node:url';
import { pageFolder } from '../../contract/page-manifest.ts';
import { gatewayHandler } from '../../platform/http/gateway-handler.ts';
import { pagesApp } from '../http/pages.ts';
import { folderPages } from '../node/folder-pages.ts';

const folder = fileURLToPath(new URL(`${pageFolder}/`, import.meta.url));

export const handler = gatewayHandler(pagesApp(folderPages(folder)));
