import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from './support/browser.mjs';
import { stage } from './support/stage.mjs';

const { server, browser } = await stage();

test('until the lists have come nobody is told that there is nothing', async () => {
  const { page, context, errors } = await openPage(browser);
  // What the page asks waits until the test lets it go on.
  let goOn = () => {};
  const held = new Promise((resolve) => (goOn = resolve));
  await page.routeWebSocket(/.*/, (socket) => {
    const upstream = socket.connectToServer();
    socket.onMessage(async (message) => {
      await held;
      upstream.send(message);
    });
  });
  await page.goto(server.url);
  await page.getByText('Reading the samples…').waitFor();
  assert.equal(await page.getByLabel('Panel').innerText(), 'Reading the panels…');
  assert.equal(await page.getByText(/No sample|No panel/).count(), 0);
  goOn();
  await page.getByRole('button', { name: /samples/ }).waitFor();
  assert.equal(await page.getByLabel('Panel').isEnabled(), true);
  assert.equal(await page.getByText('Reading the').count(), 0);
  assert.deepEqual(errors, []);
  await context.close();
});
