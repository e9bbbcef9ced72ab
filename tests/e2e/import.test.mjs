import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from './support/browser.mjs';
import { stage } from './support/stage.mjs';

const kWords = {
  'mock.txt': `# behavioral
Dana Ito: Tell me about a failure of yours?
Sam: I shipped the migration without a dry run and 4000 users were locked out for 40 minutes.
Dana Ito: What changed?
Sam: Since then every migration of my team runs against a copy first.
`,
  'mock.vtt': `WEBVTT

00:00:01.000 --> 00:00:03.000
<v Dana Ito>Tell me about a failure of yours?</v>

00:00:04.000 --> 00:00:09.000
<v Sam>I shipped the migration without a dry run

00:00:09.000 --> 00:00:12.000
<v Sam>and 4000 users were locked out for 40 minutes.
`,
  'mock.srt': `1
00:00:01,000 --> 00:00:03,000
Tell me about a failure of yours?

2
00:00:04,000 --> 00:00:12,000
I shipped the migration without a dry run and 4000 users were locked out for 40 minutes.
`,
  'mock.json': JSON.stringify({
    segments: [
      { speaker: 'Dana', text: 'Tell me about a failure of yours?', start: 1, end: 3 },
      { speaker: 'Sam', text: 'I shipped the migration without a dry run and 4000 users were locked out for 40 minutes.', start: 4, end: 12 },
    ],
  }),
};

const { server, browser } = await stage();

async function choose(page, name) {
  await page.goto(`${server.url}/#/import`);
  await page.reload();
  await page
    .getByLabel('A file: plain text, WebVTT, SRT or JSON')
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(kWords[name]) });
  await page.getByRole('heading', { name: '3. Who speaks' }).waitFor();
}

for (const name of Object.keys(kWords)) {
  test(`${name} becomes a loop that is debriefed and can be replayed`, async () => {
    const { page, context, errors } = await openPage(browser);
    await choose(page, name);
    const bring = page.getByRole('button', { name: 'Import and debrief' });
    if (name === 'mock.srt') {
      // Nobody is named in these captions.
      assert.equal(await bring.isDisabled(), true);
      await page.getByRole('button', { name: /let them take turns/ }).click();
    }
    if (name !== 'mock.txt') {
      await page.getByText('Say which round of the panel each part is.').waitFor();
      await page.getByLabel(/^Part 1, /).selectOption('behavioral');
    }
    await bring.click();
    await page.getByRole('button', { name: 'Open without a guess' }).click();
    await page.locator('[data-verdict]').waitFor();
    const words = page.getByRole('region', { name: 'The words said' });
    await words.getByText('4000 users were locked out').first().waitFor();
    await page.getByRole('button', { name: 'First step' }).click();
    assert.equal(await page.locator('[data-verdict]').count(), 0);
    await page.keyboard.press('End');
    await page.locator('[data-verdict]').waitFor();
    assert.deepEqual(errors, []);
    await context.close();
  });
}

test('rounds can be parted, speakers swapped, and what is wrong is said', async () => {
  const { page, context, errors } = await openPage(browser);
  await choose(page, 'mock.txt');
  const bring = page.getByRole('button', { name: 'Import and debrief' });
  await page.getByLabel(/^Sam/).selectOption('');
  await page.getByText('Say who the candidate is.').waitFor();
  assert.equal(await bring.isDisabled(), true);
  await page.getByLabel(/^Sam/).selectOption('candidate');
  await page.getByRole('button', { name: 'Another round begins here' }).nth(1).click();
  await page.getByLabel(/^Part 2, 2 turns/).selectOption('behavioral');
  await page.getByText('Two parts are given the same round.').waitFor();
  await page.getByLabel(/^Part 2, 2 turns/).selectOption('hiring_manager');
  assert.equal(await bring.isEnabled(), true);

  await page.getByLabel('Or paste it here').fill('1\n00:00 --> later\nCandidate: x\n');
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.getByRole('alert').filter({ hasText: 'a cue\'s times cannot be read' }).waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});
