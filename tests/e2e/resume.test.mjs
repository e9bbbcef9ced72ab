import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from './support/browser.mjs';
import { enter, finishRound, say } from './support/loop.mjs';
import { stage } from './support/stage.mjs';

const { server, browser } = await stage();

const said = (page) => page.locator('.candidate:not(.waiting) p').allInnerTexts();

test('a reload in the middle of an answer keeps the words, said and unsaid', async () => {
  const { page, context, errors } = await openPage(browser);
  await enter(page, server.url);
  await say(page, 'I keep a map from value to index.');
  await page.getByLabel('Your answer').fill('And the reason is that');
  await page.reload();
  await page.getByLabel('Your answer').waitFor();
  assert.equal(await page.getByLabel('Your answer').inputValue(), 'And the reason is that');
  assert.deepEqual(await said(page), ['I keep a map from value to index.']);
  assert.deepEqual(errors, []);
  await context.close();
});

test('a server killed in the middle of a round loses nothing and repeats nothing', async () => {
  const { page, context, errors } = await openPage(browser);
  await enter(page, server.url);
  await say(page, 'First, I would ask how large the input gets.');
  const before = await page.locator('.interviewer p').allInnerTexts();
  await server.kill();
  await page.getByText('No connection to the server').waitFor();
  await page.getByLabel('Your answer').fill('Then I would sketch the two pointers.');
  await page.keyboard.press('Control+Enter');
  await page.locator('.waiting').waitFor();

  // Even a reload of the page does not lose what is on its way: the words wait in the browser.
  await server.run();
  await page.locator('.waiting').waitFor({ state: 'detached', timeout: 30_000 });
  assert.deepEqual(await said(page), [
    'First, I would ask how large the input gets.',
    'Then I would sketch the two pointers.',
  ]);
  const after = await page.locator('.interviewer p').allInnerTexts();
  assert.deepEqual(after.slice(0, before.length), before);
  await finishRound(page, false);
  await say(page, 'The next room works too.');
  assert.deepEqual(errors, []);
  await context.close();
});

test('a server killed while code is run and a drawing is shown loses neither', async () => {
  const { page, context, errors } = await openPage(browser);
  await enter(page, server.url);
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText('class Filter:\n    pass');
  await server.kill();
  await page.getByText('No connection to the server').waitFor();
  await page.getByRole('button', { name: 'Show the code' }).click();
  await page.locator('.waiting').waitFor();
  await server.run();
  await page.reload();
  await page.locator('.candidate:not(.waiting) pre', { hasText: 'class Filter' }).waitFor({ timeout: 30_000 });
  await page.locator('.cm-content').filter({ hasText: 'class Filter' }).waitFor();

  await finishRound(page, false);
  await page.getByRole('button', { name: '+ Store' }).click();
  await page.locator('.svelte-flow__node').waitFor();
  await server.kill();
  await page.getByText('No connection to the server').waitFor();
  await page.getByRole('button', { name: 'Show the drawing' }).click();
  await page.locator('.waiting').waitFor();
  await server.run();
  await page.locator('.candidate:not(.waiting) svg').waitFor({ timeout: 30_000 });
  await page.reload();
  await page.locator('.svelte-flow__node').waitFor();
  assert.equal(await page.locator('.candidate').count(), 1);
  assert.deepEqual(errors, []);
  await context.close();
});

test('words said while the server is away survive closing the page', async () => {
  const { page, context } = await openPage(browser);
  await enter(page, server.url);
  const room = page.url();
  await server.kill();
  await page.getByText('No connection to the server').waitFor();
  await page.getByLabel('Your answer').fill('Said into the silence.');
  await page.keyboard.press('Control+Enter');
  await page.locator('.waiting').waitFor();
  await page.close();
  await server.run();
  const again = await context.newPage();
  await again.goto(room);
  await again.locator('.candidate:not(.waiting)', { hasText: 'Said into the silence.' }).waitFor();
  assert.deepEqual(await said(again), ['Said into the silence.']);
  await context.close();
});
