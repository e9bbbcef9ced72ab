// What a candidate does on the page, in its own words.

/** From the home screen into the first room. */
export async function enter(page, url, name = 'Robin') {
  await page.goto(url);
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Enter the first room' }).click();
  await page.getByLabel('Your answer').waitFor();
  await page.locator('.interviewer').first().waitFor();
}

export async function say(page, text) {
  const asked = await page.locator('.interviewer').count();
  await page.getByLabel('Your answer').fill(text);
  await page.keyboard.press('Control+Enter');
  await page.locator('.candidate:not(.waiting)', { hasText: text.slice(0, 40) }).last().waitFor();
  return asked;
}

export const kAnswers = [
  'I would first ask how large the input gets. I keep a map from value to index, because one pass then suffices: O(n) time and O(n) memory. I tested the empty list, one element and duplicates.',
  'I decided on a queue between the two services rather than direct calls, because the consumer fails for minutes at a time. It took p99 from 900 ms to 120 ms. If the queue fills up we shed load and alert.',
  'I owned that outage: I had shipped the migration without a dry run, 4000 users were locked out for 40 minutes. Since then every migration of my team runs against a copy first.',
  'I want this role because the work on scheduling is what I did for three years, and I asked my manager for that scope. I convinced two other teams to move with us, without either reporting to me.',
];

/** Says one answer in each round and goes on until the debrief is offered. */
export async function playLoop(page) {
  const rounds = await page.getByRole('list', { name: 'Rounds' }).getByRole('listitem').count();
  for (let k = 0; k < rounds; ++k) {
    await page.locator('[aria-current=step]').filter({ hasText: /now/ }).waitFor();
    await say(page, kAnswers[k % kAnswers.length]);
    await finishRound(page, k + 1 === rounds);
  }
  await page.getByRole('link', { name: 'Sit in on the debrief' }).waitFor({ timeout: 60_000 });
}

export async function finishRound(page, last) {
  const before = await page.getByRole('heading', { level: 1 }).innerText();
  await page.getByRole('button', { name: /Finish (this round|and go)/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: last ? 'Finish' : 'Move on' }).click();
  if (!last) {
    await page.waitForFunction(
      (name) => document.querySelector('h1')?.innerText !== name,
      before,
    );
  }
}

/** From the end of the room to the open board. */
export async function openBoard(page) {
  await page.getByRole('link', { name: 'Sit in on the debrief' }).click();
  await page.getByRole('button', { name: 'Open without a guess' }).click();
  await page.locator('[data-verdict]').waitFor();
}

/** Opens everything that is folded away. */
export function unfold(page) {
  return page.evaluate(() => {
    for (const item of document.querySelectorAll('main details')) item.open = true;
  });
}

/** From home to the board of a sample debrief; by default the one that teaches most. */
export async function openSample(page, url, { sample = 'Tomasz', guess = true } = {}) {
  await page.goto(url);
  const samples = page.getByRole('region', { name: 'Sample debriefs' }).locator('ul button');
  await samples.first().waitFor();
  const more = page.getByRole('button', { name: /^All \d+ samples$/ });
  if (await more.isVisible()) await more.click();
  await samples.filter({ hasText: sample }).click();
  const skip = page.getByRole('button', { name: 'Open without a guess' });
  await skip.or(page.locator('[data-verdict]')).waitFor({ timeout: 60_000 });
  if (!guess) return;
  if (await skip.isVisible()) await skip.click();
  await page.locator('[data-verdict]').waitFor();
}
