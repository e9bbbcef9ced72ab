import { after } from 'node:test';
import { launch } from './browser.mjs';
import { Server } from './server.mjs';

/** The server and the browser of one file of tests, ended after its last test. */
export async function stage() {
  const server = await Server.start();
  const browser = await launch();
  after(async () => {
    await browser.close();
    await server.stop();
  });
  return { server, browser };
}
