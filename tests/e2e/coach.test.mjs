import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from './support/browser.mjs';
import { kClipboard, putSmallPanel, selectWords, startWithPeople } from './support/coach.mjs';
import { say, unfold } from './support/loop.mjs';
import { stage } from './support/stage.mjs';

const kAnswer =
  'I chose a queue over direct calls because the consumer fails for minutes at a time; p99 fell from 900 ms to 120 ms.';

const { server, browser } = await stage();
putSmallPanel(server);

/** Moves the candidate on from the running round. */
async function finish(page) {
  await page.getByRole('button', { name: /Finish (this round|and go)/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^(Move on|Finish)$/ }).click();
}

test('a person asks, marks evidence and seals while a candidate answers and an observer looks on', async () => {
  const coach = await openPage(browser, kClipboard);
  const { loop, links } = await startWithPeople(coach.page, server.url);
  assert.ok(!links.seat.split('#')[0].includes('token'), 'the key is sent to no server');

  const candidate = await openPage(browser);
  await candidate.page.goto(links.candidate);
  await candidate.page.getByLabel('Your answer').waitFor();
  assert.ok(!candidate.page.url().includes('token'), 'the key leaves the address');
  const seat = await openPage(browser);
  await seat.page.goto(links.seat);
  await seat.page.getByRole('button', { name: 'I ask', pressed: true }).waitFor();
  const observer = await openPage(browser);
  await observer.page.goto(links.observer);
  await observer.page.getByText('Observer · you see everything').waitFor();

  // The agent keeps quiet: the only question is the person's, from the plan.
  // A name counts as soon as it is typed; no button is needed.
  await seat.page.getByLabel('Your name, as the room will see it').fill('Ines');
  await seat.page.getByLabel('Your name, as the room will see it').press('Enter');
  await observer.page.getByText('Ines').first().waitFor();
  await seat.page.getByRole('button', { name: 'I ask' }).click();
  await seat.page.getByRole('button', { name: /^Customers want their whole history/ }).click();
  await seat.page.getByRole('button', { name: 'Ask it' }).click();
  await candidate.page.locator('.interviewer', { hasText: 'whole history as one file' }).waitFor();
  assert.equal(await candidate.page.locator('.interviewer').count(), 1);
  await say(candidate.page, kAnswer);
  for (const { page } of [seat, observer, coach]) {
    await page.locator('.candidate', { hasText: 'I chose a queue' }).waitFor();
  }
  await seat.page.getByLabel(/^Your question/).fill('And when it fills up?');
  await seat.page.keyboard.press('Control+Enter');
  await candidate.page.locator('.interviewer', { hasText: 'And when it fills up?' }).waitFor();
  await say(candidate.page, 'We shed load, and I am paged.');

  // The observer sees and cannot speak.
  await observer.page.locator('article', { hasText: 'Ines' }).first().waitFor();
  assert.equal(await observer.page.locator('textarea').count(), 0);
  assert.equal(await observer.page.getByRole('button').count(), 0);

  // Selected words become a card with their exact place; the draft survives a reload.
  await seat.page.locator('.candidate', { hasText: 'I am paged' }).waitFor();
  await selectWords(seat.page, 'p99 fell from 900 ms to 120 ms');
  await seat.page.getByRole('button', { name: 'Mark as evidence' }).click();
  await seat.page.getByLabel('What it shows, in your words').fill('A result with its baseline.');
  await seat.page.getByLabel('Summary for the room').fill('Bounded and measured.');
  await seat.page.reload();
  assert.equal(
    await seat.page.getByLabel('The candidate’s words').inputValue(),
    'p99 fell from 900 ms to 120 ms',
  );
  await seat.page.getByLabel('The candidate’s words').fill('p99 fell to nothing');
  await seat.page.getByText('These words are not in the answer').waitFor();
  await seat.page.getByLabel('The candidate’s words').fill('p99 fell from 900 ms to 120 ms');
  await seat.page.getByRole('combobox', { name: 'Design', exact: true }).selectOption('strong_hire');
  const seal = seat.page.getByRole('button', { name: 'Seal my feedback' });
  assert.equal(await seal.isDisabled(), true, 'not before the round is over');
  await seat.page.getByRole('button', { name: 'End this round' }).click();

  // The other round is the agent's; then the debrief waits for the person, and says until when.
  await candidate.page.locator('.interviewer', { hasText: 'took back' }).waitFor();
  await say(candidate.page, 'I took back the rewrite that I had decided, because two teams lost a week to it. Since then I ask first.');
  await finish(candidate.page);
  await candidate.page.getByText(/a person, writing; abstains in 59:|abstains in 60:00/).waitFor();
  await coach.page.getByText(/a person, writing; abstains in/).waitFor();
  assert.equal(await seat.page.locator('.candidate', { hasText: 'rewrite' }).count(), 0);

  await seal.click();
  await seat.page.getByRole('dialog').getByRole('button', { name: 'Seal', exact: true }).click();
  await seat.page.getByRole('link', { name: 'Sit in on the debrief' }).click();
  await seat.page.getByRole('button', { name: 'Open without a guess' }).click();
  await seat.page.getByRole('button', { name: '“p99 fell from 900 ms to 120 ms”' }).first().waitFor();
  for (const { errors } of [coach, candidate, seat, observer]) assert.deepEqual(errors, []);

  await correct(coach.page, loop);
  for (const { context } of [coach, candidate, seat, observer]) await context.close();
});

/** The coach corrects a rating and comments; what was first stays beside it. */
async function correct(page, loop) {
  await page.goto(`${server.url}/#/board/${loop}`);
  await page.getByRole('button', { name: 'Open without a guess' }).click();
  const first = await page.locator('[data-verdict]').innerText();
  const envelope = page.locator('#seat-design');
  const unfold = () => envelope.evaluate((folded) => (folded.open = true));
  await unfold();
  await envelope.getByText('Strong hire').first().waitFor();
  await envelope.getByRole('button', { name: /^Correct this rating/ }).click();
  await envelope.getByLabel('The rating it should be').selectOption('strong_no_hire');
  await envelope.getByLabel('Kind').selectOption('after_discussion');
  await envelope.getByLabel('Reason').fill('The queue was somebody else’s idea.');
  await envelope.getByRole('button', { name: 'Correct and decide again' }).click();
  await envelope.locator('p', { hasText: 'moved by what the others heard' }).waitFor();
  await envelope.getByText('Strong hire').first().waitFor();
  assert.equal(await page.locator('[data-verdict]').innerText(), first);
  const after = await page.locator('[data-corrected]').innerText();
  assert.match(after, /No hire at senior/);
  await page.getByText('As it was decided:').waitFor();

  const card = envelope.locator('.card').first();
  await card.getByRole('button', { name: 'Comment' }).click();
  await card.getByLabel('Comment on this card').fill('Listen to this again <b>');
  await card.getByRole('button', { name: 'Add the comment' }).click();
  await card.getByText('Listen to this again <b>').waitFor();
  const words = page.getByRole('region', { name: 'The words said' });
  await words.getByRole('button', { name: 'Comment' }).first().click();
  await words.getByLabel('Comment on these words').fill('Slower here.');
  await words.getByRole('button', { name: 'Add the comment' }).click();
  await words.getByText('Slower here.').waitFor();
  await page.reload();
  await envelope.waitFor();
  await words.getByText('Slower here.').waitFor();
  await unfold();
  await page.locator('#seat-design').getByText('Listen to this again <b>').waitFor();
  await page.locator('[data-corrected]').waitFor();
}

test('a person may only take notes, and a coach goes on without one who does not write', async () => {
  const coach = await openPage(browser, kClipboard);
  const { links } = await startWithPeople(coach.page, server.url, {
    Design: 'The agent asks, a person rates',
  });
  const candidate = await openPage(browser);
  await candidate.page.goto(links.candidate);
  await candidate.page.locator('.interviewer').first().waitFor();
  const seat = await openPage(browser);
  await seat.page.goto(links.seat);
  await seat.page.getByRole('button', { name: 'The agent asks, I take notes', pressed: true }).waitFor();
  await seat.page.locator('.interviewer', { hasText: 'Interviewer (agent)' }).first().waitFor();
  assert.equal(await seat.page.getByRole('button', { name: 'Ask it' }).count(), 0);
  // A hostile answer is shown as words.
  await say(candidate.page, '<img src=x onerror=alert(1)> I own the exporter.');
  await seat.page.locator('.candidate', { hasText: '<img src=x' }).waitFor();
  await seat.page.getByRole('button', { name: 'Quote this answer' }).first().click();
  await seat.page.getByText('Evidence (1)').waitFor();
  await finish(candidate.page);
  await candidate.page.locator('.interviewer', { hasText: 'took back' }).waitFor();
  await say(candidate.page, 'I took back a release.');
  await finish(candidate.page);
  await coach.page.getByRole('button', { name: 'Go on without Design' }).click();
  await coach.page.getByRole('link', { name: 'To the debrief' }).waitFor();
  await coach.page.getByText('abstained: the coach went on without this seat').waitFor();
  await seat.page.getByRole('heading', { name: 'You abstained' }).waitFor();
  for (const { context, errors } of [coach, candidate, seat]) {
    assert.deepEqual(errors, []);
    await context.close();
  }
});

test('two people in two seats write apart, and the debrief waits for both', async () => {
  const coach = await openPage(browser, kClipboard);
  const asks = 'A person asks and rates';
  const { links } = await startWithPeople(coach.page, server.url, { Design: asks, Behavioral: asks });
  const candidate = await openPage(browser);
  await candidate.page.goto(links.candidate);
  const people = [
    { title: 'Design', name: 'Ines', question: 'How would you build the export?', rating: 'hire' },
    { title: 'Behavioral', name: 'Tomas', question: 'What did you take back?', rating: 'no_hire' },
  ];
  for (const person of people) {
    Object.assign(person, await openPage(browser));
    await person.page.goto(links.seats[person.title]);
    await person.page.getByLabel('Your name, as the room will see it').fill(person.name);
    await person.page.getByLabel('Your name, as the room will see it').press('Enter');
  }
  for (const { page, title, name, question, rating } of people) {
    await page.getByLabel(/^Your question/).fill(question);
    await page.keyboard.press('Control+Enter');
    await candidate.page.locator('.interviewer', { hasText: question }).waitFor();
    await say(candidate.page, `To ${name}: ${kAnswer}`);
    await page.locator('.candidate', { hasText: `To ${name}` }).waitFor();
    await page.getByRole('button', { name: 'Quote this answer' }).first().click();
    await page.getByLabel('Summary for the room').fill(`What ${name} heard.`);
    await page.getByRole('combobox', { name: title, exact: true }).selectOption(rating);
    await page.getByRole('button', { name: 'End this round' }).click();
  }
  const seal = async ({ page }) => {
    await page.getByRole('button', { name: 'Seal my feedback' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Seal', exact: true }).click();
  };
  await seal(people[0]);
  await candidate.page.getByText(/a person, writing; abstains in/).first().waitFor();
  // Neither reads the other's round or feedback before the envelopes open.
  assert.equal(await people[1].page.getByText('What Ines heard.').count(), 0);
  assert.equal(await people[1].page.locator('.candidate', { hasText: 'To Ines' }).count(), 0);
  assert.equal(await coach.page.getByText('What Ines heard.').count(), 0);
  await seal(people[1]);
  for (const { page } of people) {
    await page.getByRole('link', { name: 'Sit in on the debrief' }).click();
    await page.getByRole('button', { name: 'Open without a guess' }).click();
    await page.locator('[data-verdict]').waitFor();
    await unfold(page);
    for (const { name } of people) await page.getByText(`What ${name} heard.`).first().waitFor();
  }
  for (const { errors } of [coach, candidate, ...people]) assert.deepEqual(errors, []);
  for (const { context } of [coach, candidate, ...people]) await context.close();
});

test('a wrong key opens nothing', async () => {
  const { page, context } = await openPage(browser);
  const coach = await openPage(browser, kClipboard);
  const { loop } = await startWithPeople(coach.page, server.url);
  await page.goto(`${server.url}/#/join/${loop}/seat:design?token=guess`);
  await page.getByRole('heading', { name: 'The seat could not be opened' }).waitFor();
  await page.goto(`${server.url}/#/seat/${loop}/behavioral`);
  await page.getByRole('heading', { name: 'This seat is not yours' }).waitFor();
  await context.close();
  await coach.context.close();
});
