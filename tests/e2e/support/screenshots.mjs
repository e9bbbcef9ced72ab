// Pictures of every screen at three widths, light and dark, outside the repository.
// Usage: script/screenshots [URL of a running server] [folder] [only windows whose name holds this]
import { mkdirSync } from 'node:fs';
import { launch, openPage } from './browser.mjs';
import { enter, playLoop } from './loop.mjs';
import { tour } from './tour.mjs';

const url = process.argv[2] ?? 'http://127.0.0.1:8787';
const folder = process.argv[3] ?? '/tmp/halfstep-screenshots';
const only = process.argv[4] ?? '';
/** Taller is cut: nobody looks at more at once. */
const kHighMax = 5000;
mkdirSync(folder, { recursive: true });

const browser = await launch();
const first = await openPage(browser);
await first.page.goto(url);
await first.page.getByRole('heading', { name: 'Start a loop' }).waitFor();
await enter(first.page, url);
await playLoop(first.page);
const loop = first.page.url().split('/').pop();
const storageState = await first.context.storageState();
await first.context.close();

for (const colorScheme of ['light', 'dark']) {
  for (const width of [1280, 768, 360]) {
    const name = `${width}-${colorScheme}`;
    if (!name.includes(only)) continue;
    const viewport = { width, height: 900 };
    const { page, context } = await openPage(browser, { colorScheme, viewport, storageState });
    page.setDefaultTimeout(60_000);
    await tour(page, url, loop, async (screen) => {
      const high = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.screenshot({
        path: `${folder}/${screen.replaceAll(' ', '-')}-${name}.png`,
        fullPage: true,
        clip: { x: 0, y: 0, width, height: Math.min(high, kHighMax) },
      });
    });
    await context.close();
  }
}
await browser.close();
