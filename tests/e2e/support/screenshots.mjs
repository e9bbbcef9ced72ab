// Pictures of every screen, wide and narrow, light and dark, outside the repository.
// Usage: script/screenshots [URL of a running server] [folder]
import { mkdirSync } from 'node:fs';
import { launch, openPage } from './browser.mjs';

const url = process.argv[2] ?? 'http://127.0.0.1:8787';
const folder = process.argv[3] ?? '/tmp/halfstep-screenshots';
mkdirSync(folder, { recursive: true });

async function shoot(browser, name, options) {
  const { page, context } = await openPage(browser, options);
  const take = (screen, full = true) =>
    page.screenshot({ path: `${folder}/${screen}-${name}.png`, fullPage: full });
  await page.goto(url);
  await page.getByRole('heading', { name: 'Debriefs' }).waitFor();
  await page.waitForTimeout(700);
  await take('home');
  await page.getByLabel('Your name').fill('Robin');
  await page.getByRole('button', { name: 'Enter the first room' }).click();
  const field = page.getByLabel('Your answer');
  await field.waitFor();
  await field.fill('I would start with the constraint: how many requests a second, and for whom?');
  await page.keyboard.press('Control+Enter');
  await page.waitForTimeout(600);
  await field.fill('The draft that is not said yet stays here');
  await take('room', false);
  await page.getByRole('button', { name: 'Code', exact: true }).click();
  await page.waitForTimeout(900);
  await take('code', false);
  await page.goto(`${url}/#/`);
  const sample = page.locator('section[aria-labelledby=decided] a').last();
  await sample.click();
  await page.getByRole('button', { name: 'Open without a guess' }).waitFor();
  await take('guess', false);
  await page.getByRole('button', { name: 'Open without a guess' }).click();
  await page.waitForTimeout(600);
  await take('board', false);
  await take('board-full');
  await page.goto(`${url}/#/settings`);
  await take('settings');
  await page.goto(`${url}/#/help`);
  await take('help');
  await context.close();
}

const browser = await launch();
for (const colorScheme of ['light', 'dark']) {
  for (const [size, width, height] of [
    ['wide', 1440, 900],
    ['narrow', 360, 780],
  ]) {
    await shoot(browser, `${size}-${colorScheme}`, { colorScheme, viewport: { width, height } });
  }
}
await browser.close();
