import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openPage } from './support/browser.mjs';
import { checkAccessible, checkNoSidewaysScroll } from './support/checks.mjs';
import { FakeModel } from './support/fake_model.mjs';
import { enter, finishRound, kAnswers, openBoard, say, unfold } from './support/loop.mjs';
import { Server } from './support/server.mjs';

let model;
let browser;
before(async () => {
  model = await FakeModel.start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await model?.stop();
});

/** From now on keeps every state of the words that are just being said. */
function listen(page) {
  return page.evaluate(() => {
    window.heardWords = [];
    new MutationObserver(() => {
      const text = document.querySelector('.interviewer[aria-hidden] p')?.innerText ?? '';
      if (text && text !== window.heardWords.at(-1)) window.heardWords.push(text);
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
}

test('a model’s question appears word by word, and stays as it was said', async () => {
  const server = await Server.start(model.flags('slow-words'));
  const { page, context, errors } = await openPage(browser, { reducedMotion: 'no-preference' });
  await enter(page, server.url);
  await page.getByText('Played by a language model, fake-1.').waitFor();
  await page.locator('.interviewer[data-move=question]').waitFor();
  await listen(page);
  await say(page, kAnswers[0]);
  const asked = page.locator('.interviewer[data-move=follow_up], .interviewer[data-move=challenge]');
  await asked.first().waitFor();
  const question = await asked.first().locator('p').innerText();
  assert.match(question, /You said "I would first ask how".*naïve ☃ 😀/);
  const heard = await page.evaluate(() => window.heardWords);
  assert.ok(heard.length >= 4, `heard ${heard.length} times`);
  for (const [k, words] of heard.entries()) {
    assert.ok(question.startsWith(words), `"${words}" is the beginning of "${question}"`);
    if (k > 0) assert.ok(words.length > heard[k - 1].length);
  }
  // It is not told a second time, word by word.
  assert.equal(await asked.first().locator('p span').count(), 0);
  assert.equal(await page.locator('.interviewer[aria-hidden]').count(), 0);
  await checkAccessible(page, 'a room with a model');
  assert.deepEqual(errors, []);
  await context.close();
  await server.stop();
});

test('a model that fails is taken over in plain sight, and the board says who wrote what', async () => {
  const server = await Server.start(model.flags('invented-one', 'coding,behavioral,design=broken'));
  const { page, context, errors } = await openPage(browser);
  await enter(page, server.url);
  const rail = page.getByRole('complementary');
  const rooms = await page.getByRole('list', { name: 'Rounds' }).getByRole('listitem').count();
  let takenOver = 0;
  for (let k = 0; k < rooms; k += 1) {
    await page.locator('[aria-current=step]').filter({ hasText: /now/ }).waitFor();
    await say(page, kAnswers[k % kAnswers.length]);
    if (/Design/.test(await page.getByRole('heading', { level: 1 }).innerText())) {
      await rail.getByText('It fails just now, and the embedded interviewer speaks in its place.').waitFor();
      // Asked all the same.
      await page.locator('.interviewer[data-move=question]').waitFor();
      takenOver += 1;
    } else {
      assert.equal(await rail.getByText('It fails just now').count(), 0);
    }
    await finishRound(page, k + 1 === rooms);
  }
  assert.equal(takenOver, 1);
  await page.getByRole('link', { name: 'Sit in on the debrief' }).waitFor({ timeout: 60_000 });
  await openBoard(page);
  await page
    .getByText('3 of 4 seats were language models: fake-1 (Coding, Behavioral); broken (Design, taken over).')
    .waitFor();
  const models = page.getByRole('region', { name: 'Language models' });
  await models.getByText('Coding: played and written by the model fake-1; 1 of').waitFor();
  await models
    .getByText('Design: written by the embedded interviewer instead of the model broken: the model failed: it answered 401')
    .waitFor();
  await models.getByText('What was refused').first().click();
  await models.getByText('I single-handedly saved the company last year.').first().waitFor();
  await models.getByText('these are not the candidate’s words').or(
    models.getByText("these are not the candidate's words")).first().waitFor();
  await unfold(page);
  await page.getByText('Written by the model fake-1; the program placed its quotes').first().waitFor();
  const design = page.locator('#seat-design');
  await design.evaluate((folded) => (folded.open = true));
  await design
    .getByText('Written by the embedded interviewer instead of the model broken')
    .waitFor();
  await checkAccessible(page, 'a board with models');
  await page.setViewportSize({ width: 360, height: 800 });
  await checkNoSidewaysScroll(page, 'a board with models');
  assert.deepEqual(errors, []);
  await context.close();
  await server.stop();
});
