import assert from 'node:assert/strict';
import { beforeEach, afterEach, test } from 'node:test';
import { openPage } from './support/browser.mjs';
import { enter, finishRound, openBoard, openSample, unfold } from './support/loop.mjs';
import { stage } from './support/stage.mjs';

const { server, browser } = await stage();
let page;
let context;
let errors;
beforeEach(async () => {
  ({ page, context, errors } = await openPage(browser));
});
afterEach(async () => {
  assert.deepEqual(errors, []);
  await context.close();
});

const lines = () => page.locator('button.line');
const verdictText = () => page.locator('[data-verdict]').innerText();
const whatIf = () => page.getByRole('region', { name: 'What if?' });
/** Presses what asks the server for another line, and waits until the cursor is on it: the line
 * stands in the tree a moment before the answer to the call moves the cursor there.
 * @param address what the address then holds */
async function opensLine(button, address) {
  await button.click();
  await page.waitForURL(address);
  await page.getByText(/^What if: /).waitFor();
}
const tryIt = () => page.getByRole('button', { name: 'Try it' }).first();
const placeNow = () => page.getByLabel('Place in the loop').inputValue();

test('every way to a place goes to the same place', async () => {
  await openSample(page, server.url);
  const marks = page.locator('.graph .turn');
  await marks.first().waitFor();
  const listed = page.getByRole('list').locator('button:has(.move)');
  assert.equal(await listed.count(), await marks.count());

  await marks.first().click();
  const place = await placeNow();
  const address = page.url();
  assert.equal(await page.locator('[data-verdict]').count(), 0);
  await page.getByRole('heading', { name: 'At this moment' }).waitFor();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await placeNow(), place);
  await page.keyboard.press('End');
  await listed.first().click();
  assert.equal(await placeNow(), place);
  assert.equal(page.url(), address);
  // A click into the graph, at the last stop.
  const graph = await page.locator('.graph').boundingBox();
  await page.mouse.move(graph.x + graph.width * 0.5, graph.y + graph.height * 0.9);
  await page.locator('.graph .tip').waitFor();
  await page.mouse.click(graph.x + graph.width - 2, graph.y + graph.height - 4);
  await page.locator('[data-verdict]').waitFor();

  // Drawn along the graph, the cursor follows.
  const y = graph.y + graph.height * 0.9;
  await page.mouse.move(graph.x + graph.width * 0.1, y);
  await page.mouse.down();
  await page.mouse.move(graph.x + graph.width * 0.2, y, { steps: 4 });
  const dragged = Number(await placeNow());
  await page.mouse.move(graph.x + graph.width * 0.4, y, { steps: 4 });
  await page.waitForFunction(
    (from) => Number(document.querySelector('.replay input').value) > from,
    dragged,
  );
  await page.mouse.up();

  // The address alone brings one back. In a window of its own: here the click that ends the drag
  // still writes its place into the address.
  const other = await context.newPage();
  await other.goto(address);
  await other.getByRole('heading', { name: 'At this moment' }).waitFor();
  const there = () => other.getByLabel('Place in the loop').inputValue();
  assert.equal(await there(), place);
  // Also where the board stands open already.
  await other.keyboard.press('End');
  await other.locator('[data-verdict]').waitFor();
  await other.goto(address);
  await other.getByRole('heading', { name: 'At this moment' }).waitFor();
  assert.equal(await there(), place);
});

test('a step of the meeting stands at the top, in its own words', async () => {
  await openSample(page, server.url);
  await page.getByRole('button', { name: 'The policy', exact: true }).click();
  const moment = page.getByRole('region', { name: /^At this moment: / });
  await moment.waitFor();
  const seen = new Set();
  for (let k = 0; k < 4; ++k) {
    seen.add(await moment.innerText());
    const place = await placeNow();
    await page.keyboard.press('ArrowLeft');
    await page.waitForFunction(
      (from) => document.querySelector('.replay input').value !== from,
      place,
    );
  }
  assert.ok(seen.size > 1, 'each step says something of its own');
  const [top, table] = await Promise.all([
    moment.boundingBox(),
    page.getByRole('region', { name: 'Ratings by signal and seat' }).boundingBox(),
  ]);
  assert.ok(top.y < table.y);
});

test('space plays on and stops; shift goes by rounds', async () => {
  await openSample(page, server.url);
  await page.keyboard.press('Home');
  const begin = Number(await placeNow());
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.waitForFunction(
    (from) => Number(document.querySelector('.replay input').value) >= from + 2,
    begin,
  );
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByText('Design: begins').waitFor();
});

test('quoted words show polarity and form, and open their card', async () => {
  await openSample(page, server.url);
  const mark = page.locator('mark[data-polarity=concern]').first();
  const styles = await mark.evaluate((at) => [
    getComputedStyle(at).textDecorationStyle,
    getComputedStyle(at, '::before').content,
  ]);
  assert.deepEqual([styles[1]], ['"−"']);
  const forms = await page.locator('mark').evaluateAll((all) => {
    const seen = {};
    for (const at of all) seen[at.dataset.form] = getComputedStyle(at).textDecorationStyle;
    return seen;
  });
  assert.equal(new Set(Object.values(forms)).size, Object.keys(forms).length);
  await mark.getByRole('button').press('Enter');
  await page.locator('.words .card').getByText('Concern', { exact: false }).first().waitFor();
  assert.match(page.url(), /c=/);
  assert.equal(await page.locator('.words .heard').count() > 0, true, 'a listening curve is drawn');
});

test('a drawing is drawn on the board, its words beneath it', async () => {
  await enter(page, server.url);
  await finishRound(page, false);
  await page.getByRole('button', { name: '+ Store' }).click();
  await page.getByRole('button', { name: '+ Queue' }).click();
  await page.getByRole('button', { name: 'Show the drawing' }).click();
  await page.locator('.candidate:not(.waiting) svg[role=img]').waitFor();
  await page.getByRole('button', { name: 'End the whole loop' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End the loop' }).click();
  await openBoard(page);
  const turn = page.locator('.words .candidate').filter({ has: page.locator('svg[role=img]') });
  assert.equal(await turn.locator('svg[role=img] rect').count(), 2);
  // Open already where a card quotes it.
  if (!(await turn.locator('.text').isVisible())) await turn.getByText('In words').click();
  assert.match(await turn.locator('.text').innerText(), /^store \(store\)\s+queue \(queue\)$/);
  // A picture made of signs is no such text: it stays as it was written.
  await openSample(page, server.url, { sample: 'Priya' });
  await page.locator('.words .text', { hasText: '[orders] -> (event bus)' }).waitFor();
  assert.equal(await page.locator('.words svg[role=img][aria-label^="The drawing"]').count(), 0);
});

test('each kind of change gives a line; lines grow from lines', async () => {
  await openSample(page, server.url);
  const main = await verdictText();
  const decide = (count) =>
    opensLine(whatIf().getByRole('button', { name: 'Decide again' }), new RegExp(`v=v${count}(&|$)`));
  const back = () => page.getByRole('button', { name: 'Back to what happened' }).click();
  const kDropped = page.getByRole('region', { name: 'The envelopes' });

  await page.locator('table select').first().selectOption('strong_no_hire');
  await decide(1);
  assert.notEqual(await verdictText(), main);
  await whatIf().getByLabel('Target level').selectOption('junior');
  await decide(2);
  const depth = (k) => lines().nth(k).locator('..').evaluate((at) => at.style.getPropertyValue('--depth'));
  assert.deepEqual([await depth(0), await depth(1), await depth(2)], ['0', '1', '2']);
  await back();
  await whatIf().getByLabel('Policy').selectOption('unanimous');
  await decide(3);
  await back();
  await whatIf().getByLabel('In another temper').selectOption('Harsher by a step');
  await whatIf().getByRole('listitem').filter({ hasText: 'harsher' }).waitFor();
  await decide(4);
  await back();
  await kDropped.locator('summary').first().click();
  await kDropped.getByRole('button', { name: 'Drop this card' }).first().click();
  await decide(5);
  await back();
  await page.getByRole('button', { name: 'Answer this again' }).last().click();
  await page.getByLabel('Say it again, better').fill('I led the move myself and it halved the cost.');
  await page.getByRole('button', { name: 'Decide with this answer' }).click();
  await page.getByText('In this line', { exact: true }).waitFor();
  assert.equal(await lines().count(), 7);
  await back();
  assert.equal(await verdictText(), main);
});

test('a line is named, promoted, deleted, brought back, and put beside another', async () => {
  await openSample(page, server.url);
  await opensLine(tryIt(), /v=v1(&|$)/);
  await page.getByPlaceholder('Another name').fill('one step up');
  await page.getByRole('button', { name: 'Rename' }).click();
  await lines().filter({ hasText: 'one step up' }).waitFor();
  await page.getByRole('button', { name: 'Promote' }).click();
  await lines().filter({ hasText: '★ one step up' }).waitFor();

  await page.getByRole('button', { name: /^Beside the line shown: What happened/ }).click();
  const table = page.getByRole('region', { name: 'Side by side' });
  await table.getByRole('row', { name: /^Decision.*differs/ }).waitFor();
  assert.match(await table.innerText(), /What happened[\s\S]*nothing changed/);
  await page.reload();
  await table.getByRole('row', { name: /^Decision.*differs/ }).waitFor();
  await table.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await lines().filter({ hasText: '★ one step up' }).waitFor();
  assert.match(await verdictText(), /^Hire/);
});

test('a shared link opens the line for others to look at, and nothing more', async () => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openSample(page, server.url);
  const happened = await verdictText();
  await opensLine(tryIt(), /v=v1(&|$)/);
  const shown = await verdictText();
  await page.getByRole('button', { name: 'Share by link' }).click();
  await page.getByText('The link is copied').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const other = await openPage(browser);
  await other.page.addInitScript(() => {
    window.verdictsShown = [];
    new MutationObserver(() => {
      const now = document.querySelector('[data-verdict]')?.textContent;
      if (now && !window.verdictsShown.includes(now)) window.verdictsShown.push(now);
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  await other.page.goto(link);
  await other.page.getByText('Shared with you').waitFor();
  assert.equal(await other.page.locator('[data-verdict]').innerText(), shown);
  // Not even for a moment did another line stand in its place.
  assert.deepEqual(await other.page.evaluate(() => window.verdictsShown), [shown]);
  await other.page.goto(link.replace(/v=v\d+/, 'v=v99'));
  await other.page.reload();
  await other.page.getByText('The line of this link is no longer there').waitFor();
  assert.equal(await other.page.locator('[data-verdict]').innerText(), happened);
  await other.page.goto(link);
  await other.page.reload();
  await other.page.getByText('Shared with you').waitFor();
  assert.equal(await other.page.getByRole('button', { name: 'Decide again' }).count(), 0);
  assert.equal(await other.page.getByRole('button', { name: 'Answer this again' }).count(), 0);
  assert.deepEqual(other.errors, []);
  await other.context.close();
});

test('the trainer stops before what sank it, and takes what clears the bar', async () => {
  await openSample(page, server.url);
  await page.getByRole('button', { name: 'Learn from this debrief' }).click();
  const trainer = page.getByRole('region', { name: 'Learn from this debrief' });
  const count = await trainer.getByRole('list', { name: 'Answers to give again' }).getByRole('listitem').count();
  assert.ok(count > 0);
  assert.equal(await page.getByText('what was missing').count(), 1, 'only the button says it');
  assert.equal(await page.locator('.words').count(), 0);
  await trainer.getByLabel('Your better answer').fill('No idea.');
  await trainer.getByRole('button', { name: 'Give this answer' }).click();
  await trainer.getByText('Not yet.').waitFor();
  await page.getByRole('heading', { name: 'What you said, and what was missing' }).waitFor();
  await trainer.getByRole('button', { name: 'To the board' }).click();
  await page.locator('[data-verdict]').waitFor();
});

test('a guess is compared after the reveal, and the calibration adds up', async () => {
  for (const [k, outcome] of ['Hire', 'No hire'].entries()) {
    await openSample(page, server.url, { sample: ['Tomasz', 'Ines'][k], guess: false });
    await page.getByLabel(outcome, { exact: true }).check();
    for (const select of await page.locator('form select').all()) await select.selectOption('strong_hire');
    await page.getByRole('button', { name: 'Open the envelopes' }).click();
    const result = page.getByRole('region', { name: 'Your guess and the room' });
    await result.getByText(/you guessed \d steps? higher/).first().waitFor();
    await result.getByText(k === 0 ? 'In this one loop' : 'Over 2 loops').waitFor();
  }
});

test('the report is saved, and prints whole without a dead control', async () => {
  await openSample(page, server.url);
  for (const [name, looks] of [
    ['Save as HTML', /<a href="#said-/],
    ['Save as Markdown', /\]\(#said-/],
  ]) {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name }).click();
    const chunks = [];
    for await (const chunk of await (await download).createReadStream()) chunks.push(chunk);
    assert.match(Buffer.concat(chunks).toString(), looks);
  }
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const alive = await page
    .locator('button:visible, select:visible, input:visible, textarea:visible')
    .evaluateAll((all) =>
      all.filter((at) => !at.matches('.quote, .to, li > button')).map((at) => at.outerHTML.slice(0, 90)),
    );
  assert.deepEqual(alive, []);
  assert.equal(await page.locator('main details:not([open])').count(), 0);
  const pdf = await page.pdf({ format: 'A4' });
  assert.ok(pdf.length > 20_000);
});

/** Numbers that tell a rating or a chance, in what is seen, heard or shown on hovering. */
function numbersTold() {
  return page.evaluate(() => {
    const told = [document.body.textContent];
    for (const at of document.querySelectorAll('[aria-label], [title], [aria-valuetext]')) {
      for (const name of ['aria-label', 'title', 'aria-valuetext']) told.push(at.getAttribute(name) ?? '');
    }
    const kNumber = /\d+ of 100|\d ?%|\b(up|down) \d|\b\d\.\d\d?\b|[−-]?\d+\/\d\b(?!\d)/g;
    // What people said stays as it is, quoted too; so do the steps counted and what a term means.
    const textOf = (at) => [...document.querySelectorAll(at)].map((item) => item.textContent);
    const said = textOf('.words .text').join(' ');
    const ours = (text) =>
      [...text.matchAll(kNumber)]
        .map(({ index }) => text.slice(Math.max(0, index - 10), index + 8).trim())
        .filter((near) => !said.includes(near));
    const aside = textOf('[data-place], .note');
    return told.flatMap((text) => ours(aside.reduce((rest, item) => rest.replace(item, ''), text)));
  });
}

/** What `numbersTold` finds on each part of the board, and on the trainer. */
async function numbersEverywhere() {
  const told = {};
  const look = async (where) => (told[where] = await numbersTold());
  await openSample(page, server.url);
  const marks = page.locator('.graph .turn');
  await marks.first().waitFor();
  await unfold(page);
  await look('verdict');
  await opensLine(tryIt(), /v=v\d+/);
  await page.getByRole('button', { name: /^Beside the line shown: What happened/ }).click();
  await page.getByRole('region', { name: 'Side by side' }).waitFor();
  await look('compare');
  await page.getByRole('button', { name: 'Back to what happened' }).click();
  await marks.first().click();
  await page.getByRole('heading', { name: 'At this moment' }).waitFor();
  await marks.last().hover();
  await page.locator('.graph .tip').waitFor();
  await look('moment');
  await page.getByRole('button', { name: 'Last step' }).click();
  await page.getByRole('button', { name: 'Learn from this debrief' }).click();
  await page.getByLabel('Your better answer').waitFor();
  await look('trainer');
  return told;
}

test('with numbers hidden none tells a rating or a chance, seen or heard', async () => {
  const shown = await numbersEverywhere();
  for (const [where, told] of Object.entries(shown)) assert.ok(told.length > 0, `nothing to hide: ${where}`);
  await page.goto(`${server.url}/#/settings`);
  await page.getByRole('checkbox', { name: /Hide numbers/ }).check();
  const hidden = await numbersEverywhere();
  assert.deepEqual(hidden, { verdict: [], compare: [], moment: [], trainer: [] });
});

test('home tells how far each loop got and what sinks again and again', async () => {
  await openSample(page, server.url, { sample: 'Tomasz' });
  await openSample(page, server.url, { sample: 'Ines' });
  await page.goto(server.url);
  assert.equal(await page.getByRole('region', { name: 'Your funnel' }).count(), 0);
  const samples = await page.evaluate(() => {
    const kept = Object.entries(localStorage).filter(([key]) => key.includes('sample/'));
    for (const [key] of kept) localStorage.removeItem(key);
    return kept;
  });
  await page.reload();
  const funnel = page.getByRole('region', { name: 'Your funnel' });
  await funnel.getByText('Decided').waitFor();
  assert.match(await funnel.innerText(), /Started\s+\d+/);
  await page.evaluate((kept) => kept.forEach(([key, loop]) => localStorage.setItem(key, loop)), samples);
  await page.reload();
  // A sample opened once is the browser's own: no second loop is played for it.
  await page.getByText('Looking…').waitFor({ state: 'detached' });
  const before = await page.locator('section[aria-labelledby=decided] li').count();
  await openSample(page, server.url);
  await page.goto(server.url);
  await page.locator('section[aria-labelledby=decided] li').nth(before - 1).waitFor();
  assert.equal(await page.locator('section[aria-labelledby=decided] li').count(), before);
});
