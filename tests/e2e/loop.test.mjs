import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from './support/browser.mjs';
import { enter, openBoard, playLoop, unfold } from './support/loop.mjs';
import { stage } from './support/stage.mjs';

const { server, browser } = await stage();

test('home, every round, verdict, replay, what-if', async () => {
  const { page, context, errors } = await openPage(browser);
  await enter(page, server.url);
  await playLoop(page);
  await openBoard(page);
  const verdict = await page.locator('[data-verdict]').innerText();
  assert.match(verdict, /hire|undecided/i);

  // A card's quote is found in the words said.
  await unfold(page);
  const quote = page.locator('button.quote').first();
  const words = (await quote.innerText()).replace(/^“|”$/g, '');
  await quote.click();
  const shown = await page.locator('mark.shown').allInnerTexts();
  assert.equal(shown.join('').replace(/\s+/g, ' '), words.replace(/\s+/g, ' '));

  // Replay: the first step knows no verdict, the last one does.
  await page.getByRole('button', { name: 'First step' }).click();
  assert.equal(await page.locator('[data-verdict]').count(), 0);
  assert.equal(await page.locator('mark').count(), 0);
  await page.getByRole('button', { name: 'Last step' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await page.locator('[data-verdict]').count(), 0);
  await page.keyboard.press('End');
  assert.equal(await page.locator('[data-verdict]').innerText(), verdict);

  // What if every rating were the lowest: the server decides anew, what happened stays.
  const selects = page.locator('table select');
  for (let k = 0; k < (await selects.count()); ++k) await selects.nth(k).selectOption('strong_no_hire');
  await page.getByRole('button', { name: 'Decide again' }).click();
  await page.getByText('What happened: ').waitFor();
  assert.match(await page.locator('[data-verdict]').innerText(), /^No hire/);
  await page.getByRole('button', { name: 'Back to what happened' }).click();
  assert.equal(await page.locator('[data-verdict]').innerText(), verdict);
  const lines = page.locator('button.line');
  assert.equal(await lines.count(), 2);

  // The line is the loop's, not the page's: it is there after a reload.
  await page.reload();
  await lines.nth(1).click();
  assert.match(await page.locator('[data-verdict]').innerText(), /^No hire/);
  assert.deepEqual(errors, []);
  await context.close();
});
