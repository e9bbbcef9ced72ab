import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { openPage } from './support/browser.mjs';
import { checkAccessible, checkNoSidewaysScroll } from './support/checks.mjs';
import { enter, playLoop } from './support/loop.mjs';
import { stage } from './support/stage.mjs';
import { tour } from './support/tour.mjs';

const { server, browser } = await stage();
let loop;
let kept;
before(async () => {
  const { page, context } = await openPage(browser);
  await enter(page, server.url);
  await playLoop(page);
  loop = page.url().split('/').pop();
  kept = await context.storageState();
  await context.close();
});

for (const colorScheme of ['light', 'dark']) {
  test(`no violations on any screen, ${colorScheme}`, async () => {
    const { page, context, errors } = await openPage(browser, { colorScheme, storageState: kept });
    await tour(page, server.url, loop, (screen) => checkAccessible(page, screen));
    assert.deepEqual(errors, []);
    await context.close();
  });
}

for (const size of ['normal', 'largest']) {
  test(`no sideways scrolling at 360 px, ${size} text`, async () => {
    const { page, context } = await openPage(browser, {
      viewport: { width: 360, height: 740 },
      storageState: kept,
    });
    await page.addInitScript((text) => localStorage.setItem('halfstep:settings', text), JSON.stringify({ size }));
    await tour(page, server.url, loop, (screen) => checkNoSidewaysScroll(page, screen));
    await context.close();
  });
}

test('the checks can fail', async () => {
  const { page, context } = await openPage(browser);
  await page.goto(server.url);
  await page.evaluate(() => {
    document.querySelector('main').innerHTML = '<img src="/halfstep.svg" width="5000">';
  });
  await assert.rejects(checkAccessible(page, 'seeded'), /image-alt/);
  await assert.rejects(checkNoSidewaysScroll(page, 'seeded'), /px wide/);
  await context.close();
});

/** Tabs until what is focused matches; fails when the whole page has been walked. */
async function tabTo(page, matches) {
  for (let k = 0; k < 200; ++k) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const at = document.activeElement;
      const label = at?.labels?.[0]?.innerText ?? '';
      return `${at?.tagName} ${at?.getAttribute('aria-label') ?? ''} ${label} ${at?.innerText ?? ''}`;
    });
    if (matches.test(name)) return;
  }
  assert.fail(`nothing that can be focused matches ${matches}`);
}

/** Writes a program and a case of its own, and runs both, without leaving the keyboard. */
async function codeByKeyboard(page) {
  await tabTo(page, /^DIV Your code/s);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('def twice(n):\nreturn 2 * n\n');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await tabTo(page, /^BUTTON.*Add a case/s);
  await page.keyboard.press('Enter');
  await page.keyboard.type('twice(21)');
  await page.keyboard.press('Tab');
  await page.keyboard.type('42');
  await tabTo(page, /^DIV Your code/s);
  await page.keyboard.press('Control+Enter');
  const result = page.getByRole('region', { name: 'Output' });
  await result.filter({ hasText: 'twice(21) passes' }).waitFor({ timeout: 60_000 });
  await page.locator('.candidate:not(.waiting)', { hasText: 'PASS twice(21)' }).waitFor();
}

test('a whole loop by keyboard alone', async () => {
  const { page, context } = await openPage(browser);
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Enter the first room', disabled: false }).waitFor();
  await tabTo(page, /^INPUT.*Your name/s);
  await page.keyboard.type('Keys only');
  await page.keyboard.press('Enter');
  await page.getByLabel('Your answer').waitFor();
  const rounds = await page.getByRole('list', { name: 'Rounds' }).getByRole('listitem').count();
  for (let k = 0; k < rounds; ++k) {
    await page.getByLabel('Your answer').waitFor();
    await tabTo(page, /^TEXTAREA.*Your answer/s);
    await page.keyboard.type(`I chose the plain way in round ${k}, because it fails loudly.`);
    await page.keyboard.press('Control+Enter');
    await page.locator('.candidate:not(.waiting)').first().waitFor();
    if (k === 0) await codeByKeyboard(page);
    await tabTo(page, /^BUTTON.*Finish (this round|and go)/s);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Tab').catch(() => undefined);
    await tabTo(page, /^BUTTON.*(Move on|Finish)$/s);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    if (k + 1 < rounds) await page.locator('.candidate').waitFor({ state: 'detached' });
  }
  await page.getByRole('link', { name: 'Sit in on the debrief' }).waitFor({ timeout: 60_000 });
  await tabTo(page, /^A.*Sit in on the debrief/s);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Open without a guess' }).waitFor();
  await tabTo(page, /^BUTTON.*Open without a guess/s);
  await page.keyboard.press('Enter');
  await page.locator('[data-verdict]').waitFor();
  await tabTo(page, /^BUTTON.*One step back/s);
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('[data-verdict]').count(), 0);
  await context.close();
});
