import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openPage } from './support/browser.mjs';
import { enter } from './support/loop.mjs';
import { Server } from './support/server.mjs';

let server;
let browser;
before(async () => {
  server = await Server.start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function write(page, language, code) {
  await page.getByLabel('Language').selectOption(language);
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(code);
}
const output = (page) => page.getByRole('region', { name: 'Output' });

test('code runs, is stopped when it loops for ever, and reaches nothing', async () => {
  const { page, context, errors } = await openPage(browser);
  await enter(page, server.url);
  await page.getByRole('button', { name: 'Code', exact: true }).click();
  await page.locator('.cm-content').waitFor();

  await write(page, 'typescript', 'const twice = (n: number): number => 2 * n; console.log(twice(21));');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await output(page).filter({ hasText: 'Finished.' }).waitFor();
  assert.match(await output(page).innerText(), /^42\s/);

  await write(page, 'javascript', 'console.log("begun"); for (;;) {}');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await output(page).filter({ hasText: 'begun' }).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await output(page).filter({ hasText: 'Stopped.' }).waitFor();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await output(page).filter({ hasText: 'did not come to an end' }).waitFor();

  await write(
    page,
    'javascript',
    `try { await fetch('${server.url}/healthz'); console.log('reached'); } catch { console.log('refused'); }
     try { indexedDB.open('x'); console.log('kept'); } catch { console.log('nothing kept'); }`,
  );
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await output(page).filter({ hasText: 'Finished.' }).waitFor();
  assert.match(await output(page).innerText(), /refused/);
  assert.match(await output(page).innerText(), /nothing kept/);

  // What it printed is told to the interviewer, and the code is shown.
  await page.getByRole('button', { name: 'Tell what it printed' }).click();
  await page.locator('.candidate:not(.waiting) pre', { hasText: 'refused' }).waitFor();
  await page.getByRole('button', { name: 'Show the code' }).click();
  await page.locator('.candidate:not(.waiting) pre', { hasText: 'indexedDB' }).waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});
