import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { join } from 'node:path';
import { openPage } from './support/browser.mjs';
import { kSmallPanel } from './support/coach.mjs';
import { enter, finishRound, say } from './support/loop.mjs';
import { Server } from './support/server.mjs';
import { SpeechService } from './support/speech.mjs';
import { stage } from './support/stage.mjs';

const { server, browser } = await stage();

async function skip(page) {
  const before = await page.getByRole('heading', { level: 1 }).innerText();
  await page.getByRole('button', { name: 'Skip this round' }).click();
  await page.getByRole('button', { name: 'Skip it' }).click();
  return before;
}
/** Whether the composer leaves the last thing said to be seen. */
async function lastIsSeen(page) {
  const last = await page.locator('.log article').last().boundingBox();
  const composer = await page.locator('.composer').boundingBox();
  return last.y >= 0 && last.y + last.height <= composer.y;
}

test('what was said last is never behind the composer, and an aside is replied to', async () => {
  const { page, context, errors } = await openPage(browser);
  await enter(page, server.url, 'Sasha');
  for (const aside of [
    'hi! ok. can the input be empty, and is it sorted?',
    'can I have a minute?',
    'sorry, could you repeat that?',
    'is there a limit on memory?',
  ]) {
    const asked = await say(page, aside);
    const reply = page.locator('.interviewer').nth(asked);
    await reply.waitFor();
    assert.equal(await reply.getAttribute('data-move'), 'reply', aside);
    assert.ok(await lastIsSeen(page), `after “${aside}”`);
  }
  assert.deepEqual(errors, []);
  await context.close();
});

test('a silence is broken by a nudge; who types is not silent', async () => {
  mkdirSync(join(server.data, 'panels'), { recursive: true });
  const persona = 'persona: {patience: {words: 200, seconds: 30}}';
  const text = kSmallPanel.replace(
    'signals: [design]}   #',
    `signals: [design], ${persona}}   #`,
  );
  writeFileSync(join(server.data, 'panels', 'small.panel.yaml'), text);
  const { page, context, errors } = await openPage(browser);
  const sent = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(`${payload}`)));
  await page.goto(server.url);
  await page.getByLabel('Panel').selectOption('small');
  await page.getByLabel('Your name').fill('Sasha');
  await page.getByRole('button', { name: 'Enter the first room' }).click();
  await page.locator('[data-move="nudge"]').waitFor({ timeout: 90_000 });
  await page.getByText('after a silence').waitFor();
  assert.ok(await lastIsSeen(page));
  assert.ok(!sent.some((frame) => frame.includes('loop.work')), 'nobody typed yet');
  await page.getByLabel('Your answer').pressSequentially('I keep');
  await page.waitForTimeout(200);
  const told = sent.filter((frame) => frame.includes('loop.work'));
  assert.equal(told.length, 1, 'told of once, not with every key');
  assert.deepEqual(errors, []);
  await context.close();
});

const clock = (page) => page.getByRole('timer').innerText();

test('pause, leave, come back, skip, and do it again with the same panel', async () => {
  const { page, context, errors } = await openPage(browser);
  await enter(page, server.url, 'Sasha');
  await say(page, 'I keep a map from value to index.');
  await page.getByLabel('Your answer').fill('not said yet');
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('heading', { name: 'Time stands still' }).waitFor();
  const stood = await clock(page);
  assert.match(stood, /paused/);
  await page.waitForTimeout(2500);
  assert.equal(await clock(page), stood);
  await page.getByRole('button', { name: 'Go on' }).click();
  assert.equal(await page.getByLabel('Your answer').inputValue(), 'not said yet');

  // Leaving stops the clock; the loop stands among those in progress.
  await page.getByRole('button', { name: 'Leave for now' }).click();
  await page.getByRole('heading', { name: 'Debriefs', exact: true }).waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('Your answer').waitFor();

  await finishRound(page, false);
  const skipped = await skip(page);
  await page.getByRole('listitem').filter({ hasText: `${skipped}, skipped` }).waitFor();
  await page.getByLabel('Your answer').fill('A word for the next seat, which has a reason.');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'End the whole loop' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End the loop' }).click();
  await page.getByText(`Skipped: ${skipped.toLowerCase()}`).waitFor();

  const first = page.url();
  await page.getByRole('button', { name: 'Do it again with the same panel' }).click();
  await page.getByLabel('Your answer').waitFor();
  assert.notEqual(page.url(), first);
  await page.locator('.interviewer').first().waitFor();
  assert.equal(await page.locator('.candidate').count(), 0);
  assert.deepEqual(errors, []);
  await context.close();
});

test('a drawing is made by keyboard and mouse, undone, shown, and found again', async () => {
  const { page, context, errors } = await openPage(browser);
  await enter(page, server.url);
  await finishRound(page, false);
  const nodes = page.locator('.svelte-flow__node');
  await page.getByRole('button', { name: '+ Person' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Name', { exact: true }).fill('client');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '+ Service' }).press('Enter');
  await page.getByLabel('Name', { exact: true }).fill('api');
  await page.keyboard.press('Enter');
  await page.getByLabel('Arrow to').selectOption('client');
  await page.getByRole('button', { name: 'Draw it' }).press('Enter');
  await page.getByRole('button', { name: 'Turn round' }).press('Enter');
  await page.getByLabel('client -> api: label').fill('HTTPS');
  await page.keyboard.press('Enter');

  // The words are the drawing: what is written stands on the canvas.
  await page.getByRole('button', { name: 'In words' }).click();
  const words = page.getByLabel(/The drawing in words/);
  assert.match(await words.inputValue(), /^client -> api: HTTPS\nclient \(person\) at 0,0\napi at /);
  await words.press('Control+End');
  await words.pressSequentially('\napi -> orders: SQL');
  await nodes.filter({ hasText: 'orders' }).waitFor();
  assert.equal(await nodes.count(), 3);

  // A chosen box moves by arrow keys and goes by Delete; both are taken back.
  await nodes.filter({ hasText: 'orders' }).focus();
  await page.keyboard.press('Enter');
  const placed = await nodes.filter({ hasText: 'orders' }).boundingBox();
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(
    (y) =>
      [...document.querySelectorAll('.svelte-flow__node')]
        .find((node) => node.innerText.includes('orders'))
        .getBoundingClientRect().y !== y,
    placed.y,
  );
  await page.keyboard.press('Delete');
  await nodes.filter({ hasText: 'orders' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await nodes.filter({ hasText: 'orders' }).waitFor();

  await page.getByRole('button', { name: 'Show the drawing' }).click();
  const shown = page.locator('.candidate:not(.waiting) svg[role=img]');
  await shown.waitFor();
  assert.match(await shown.getAttribute('aria-label'), /client -> api: HTTPS/);
  assert.match(await shown.getAttribute('aria-label'), /api -> orders: SQL/);

  // What is drawn on is kept over a reload; what was shown can be taken up again.
  await page.getByRole('button', { name: '+ Cache' }).click();
  await nodes.nth(3).waitFor();
  await page.reload();
  await nodes.nth(3).waitFor();
  await page.getByLabel('Shown before').selectOption('Take up version 1');
  await nodes.nth(3).waitFor({ state: 'detached' });
  assert.equal(await nodes.count(), 3);

  // Another browser has no draft, but the log has the drawing.
  const tokens = await context.storageState();
  for (const origin of tokens.origins) {
    origin.localStorage = origin.localStorage.filter((item) => item.name.includes('tokens/'));
  }
  const other = await openPage(browser, { storageState: tokens });
  await other.page.goto(page.url());
  await other.page.locator('.svelte-flow__node').nth(2).waitFor();
  assert.deepEqual([...errors, ...other.errors], []);
  await other.context.close();
  await context.close();
});

/** A recogniser that hears what the test says. */
function fakeRecognition() {
  window.SpeechRecognition = class {
    start() {
      window.hear = (words, isFinal) =>
        this.onresult({ resultIndex: 0, results: { length: 1, 0: { isFinal, 0: { transcript: words } } } });
    }
    stop() {
      this.onend();
    }
  };
}

test('spoken words appear, are edited, and keep their pauses', async () => {
  const { page, context, errors } = await openPage(browser);
  await page.addInitScript(fakeRecognition);
  await enter(page, server.url);
  await page.getByRole('button', { name: 'Speak' }).click();
  await page.getByText('Listening').waitFor();
  await page.evaluate(() => window.hear('I keep a', false));
  await page.getByText('I keep a…').waitFor();
  await page.evaluate(() => window.hear('I keep a hash nap', true));
  await page.waitForTimeout(1200);
  await page.evaluate(() => window.hear('because one', false));
  await page.evaluate(() => window.hear('because one pass is enough', true));
  await page.getByRole('button', { name: 'Stop speaking' }).click();
  const answer = page.getByLabel('Your answer');
  assert.equal(await answer.inputValue(), 'I keep a hash nap because one pass is enough');

  // Edited, and over a reload the times stay with the words.
  await answer.fill('I keep a hash map because one pass is enough');
  await page.reload();
  await answer.waitFor();
  await answer.press('Control+Enter');
  await page.locator('.candidate:not(.waiting)', { hasText: 'hash map because one pass' }).waitFor();
  const loop = page.url().split('/').pop();
  const log = await page.evaluate(async (id) => {
    const tokens = JSON.parse(localStorage.getItem(`halfstep:tokens/${id}`));
    const headers = { Authorization: `Bearer ${tokens.candidate}` };
    return (await fetch(`/loops/${id}/log.jsonl`, { headers })).text();
  }, loop);
  const parts = log
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .filter((event) => event.kind === 'AnswerGiven')
    .map((event) => event.data);
  assert.deepEqual(
    parts.map((part) => [part.text, part.partial]),
    [
      ['I keep a hash map', true],
      ['because one pass is enough', false],
    ],
  );
  assert.ok(parts[1].at_ms - parts[0].until_ms >= 1000, 'the pause is in the record');
  assert.deepEqual(errors, []);
  await context.close();
});

test('an interviewer cuts into a long spoken answer, and the rest comes back', async () => {
  const { page, context, errors } = await openPage(browser);
  await page.addInitScript(fakeRecognition);
  await enter(page, server.url);
  await page.getByRole('button', { name: 'Speak' }).click();
  await page.getByText('Listening').waitFor();
  for (let k = 0; k < 12; ++k) {
    const part =
      `In part ${k} there was a meeting about the lunch room, and somebody had brought plants. ` +
      `The window of floor ${k} was open, it was ${k + 8} degrees, and the bus had been late. ` +
      `People there like tea with honey and talk about the garden of house ${k}.`;
    await page.evaluate((words) => window.hear(words, true), part);
  }
  await page.getByRole('button', { name: 'Stop speaking' }).click();
  await page.getByRole('button', { name: 'Say it' }).click();
  await page.locator('[data-move=interruption]').waitFor();
  await page.getByText('The interviewer cut in').waitFor();
  const said = await page.locator('.candidate:not(.waiting) p').last().innerText();
  await page.waitForFunction(() => /part 11/.test(document.querySelector('textarea').value));
  const rest = await page.getByLabel('Your answer').inputValue();
  const parts = (text) => [...new Set(text.match(/part \d+/g))];
  assert.ok(parts(said).length >= 1 && parts(rest).length >= 1);
  assert.deepEqual(
    [...parts(said), ...parts(rest)],
    Array.from({ length: 12 }, (_, k) => `part ${k}`),
  );
  assert.deepEqual(errors, []);
  await context.close();
});

test('an interviewer is heard only when the settings say so', async () => {
  const { page, context, errors } = await openPage(browser);
  await page.addInitScript(() => {
    window.spoken = [];
    window.speechSynthesis.speak = (words) => window.spoken.push(words.text);
  });
  await page.goto(`${server.url}/#/settings`);
  assert.equal(await page.getByLabel('Read the interviewers’ words aloud').isChecked(), false);
  await page.getByLabel('Read the interviewers’ words aloud').check();
  await page.goto(`${server.url}/#/`);
  await enter(page, server.url);
  await say(page, 'I keep a map from value to index.');
  const asked = page.locator('.interviewer p').last();
  await page.waitForFunction(() => window.spoken.length > 0);
  const spoken = await page.evaluate(() => window.spoken);
  assert.equal(spoken.at(-1), await asked.innerText());

  // What was said before the room was opened is read, not heard.
  await page.reload();
  await page.locator('.interviewer').first().waitFor();
  assert.deepEqual(await page.evaluate(() => window.spoken), []);
  assert.deepEqual(errors, []);
  await context.close();
});

test('without recognition a speech service writes down what was recorded', async () => {
  const speech = await SpeechService.start();
  const hearing = await Server.start([
    '--transcription-url',
    speech.url,
    '--transcription-model',
    'whisper-1',
  ]);
  const { page, context, errors } = await openPage(browser, { permissions: ['microphone'] });
  await page.addInitScript(() => {
    window.SpeechRecognition = undefined;
    window.webkitSpeechRecognition = undefined;
  });
  const speak = async () => {
    await page.getByRole('button', { name: 'Speak' }).click();
    await page.getByText('Listening').waitFor();
    await page.waitForTimeout(1200);
    await page.getByRole('button', { name: 'Stop speaking' }).click();
  };
  const words = () => page.getByLabel('Your answer').inputValue();
  try {
    speech.answer = {
      text: 'Two parts.',
      segments: [
        { start: 0, end: 0.4, text: 'Two' },
        { start: 0.9, end: 1.2, text: 'parts.' },
      ],
    };
    await enter(page, hearing.url);
    await speak();
    await page.waitForFunction(() => document.querySelector('textarea').value === 'Two parts.');
    const [request] = speech.requests;
    assert.equal(request.url, '/v1/audio/transcriptions');
    const form = request.body.toString('latin1');
    assert.match(form, /name="model"\r\n\r\nwhisper-1/);
    assert.match(form, /name="file"; filename="speech\.webm"[^]*Content-Type: audio\/webm/);
    // What the microphone gave, as WebM begins, and not a token of the loop with it.
    assert.ok(request.body.includes(Buffer.from([0x1a, 0x45, 0xdf, 0xa3])));
    assert.equal(request.headers.authorization, undefined);

    // A failure says what happened, the words stay, and typing goes on.
    speech.answer = null;
    await speak();
    await page.getByText('the transcription service failed').waitFor({ timeout: 60_000 });
    assert.equal(await words(), 'Two parts.');
    await page.getByLabel('Your answer').press('Control+Enter');
    await page.locator('.candidate:not(.waiting)', { hasText: 'Two parts.' }).waitFor();
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
    await hearing.stop();
    await speech.stop();
  }
});
