// The browser tests use the packages of web/, which have no copy of their own here.
import { createRequire } from 'node:module';

const fromWeb = createRequire(new URL('../../../web/package.json', import.meta.url));

export const { chromium } = fromWeb('playwright-core');
export const WebSocketServer = fromWeb('ws').WebSocketServer;
export const axePath = fromWeb.resolve('axe-core/axe.min.js');
export const WebSocket = fromWeb('ws').WebSocket;
