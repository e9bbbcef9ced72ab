// Pictures of every screen, wide and narrow, light and dark, outside the repository.
// Usage: script/screenshots [URL of a running server] [folder]
import { mkdirSync } from 'node:fs';
import { launch, openPage } from './browser.mjs';
import { enter, openSample, say } from './loop.mjs';

const url = process.argv[2] ?? 'http://127.0.0.1:8787';
const folder = process.argv[3] ?? '/tmp/halfstep-screenshots';
mkdirSync(folder, { recursive: true });

async function room(page, take) {
  await enter(page, url);
  await say(page, 'I would start with the constraint: how many requests a second, and for whom?');
  await page.getByLabel('Your answer').fill('The draft that is not said yet stays here');
  await take('room', false);
  await page.getByRole('button', { name: 'Code', exact: true }).click();
  await page.locator('.cm-content').waitFor();
  await take('code', false);
}

async function board(page, take) {
  await openSample(page, url, { guess: false });
  const skip = page.getByRole('button', { name: 'Open without a guess' });
  if (await skip.isVisible()) {
    await take('guess', false);
    await skip.click();
  }
  await page.locator('.graph .chance').waitFor();
  await take('board', false);
  await take('board-full');
  await page.getByRole('button', { name: 'Try it' }).first().click();
  await page.locator('button.line').nth(1).waitFor();
  await page.getByRole('button', { name: /^Beside the line shown: What happened/ }).click();
  await page.getByRole('region', { name: 'Side by side' }).waitFor();
  await take('lines', false);
  await page.getByRole('button', { name: 'Back to what happened' }).click();
  await page.locator('.graph button.turn').first().click();
  await take('replay', false);
  await page.keyboard.press('End');
  await page.getByRole('button', { name: 'Learn from this debrief' }).click();
  await take('trainer');
}

async function shoot(browser, name, options) {
  const { page, context } = await openPage(browser, options);
  page.setDefaultTimeout(60_000);
  const take = (screen, fullPage = true) =>
    page.screenshot({ path: `${folder}/${screen}-${name}.png`, fullPage });
  await page.goto(url);
  await page.getByRole('heading', { name: 'Debriefs' }).waitFor();
  await page.getByText('Looking…').waitFor({ state: 'detached' });
  await take('home');
  await room(page, take);
  await board(page, take);
  for (const screen of ['settings', 'help']) {
    await page.goto(`${url}/#/${screen}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await take(screen);
  }
  await context.close();
}

const browser = await launch();
for (const colorScheme of ['light', 'dark']) {
  for (const [size, width, height] of [
    ['wide', 1280, 900],
    ['middle', 768, 900],
    ['narrow', 360, 780],
  ]) {
    await shoot(browser, `${size}-${colorScheme}`, { colorScheme, viewport: { width, height } });
  }
}
await browser.close();
