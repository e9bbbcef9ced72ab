// Pictures of every screen at three widths, light and dark, outside the repository.
// Usage: script/screenshots [folder] [only windows whose name holds this]
// Takes a server of its own: HALFSTEP_BIN, or the release build.
import { mkdirSync } from 'node:fs';
import { launch, openPage } from './browser.mjs';
import { kClipboard, putSmallPanel } from './coach.mjs';
import { coachTour } from './coach_tour.mjs';
import { enter, playLoop } from './loop.mjs';
import { Server } from './server.mjs';
import { tour } from './tour.mjs';

const folder = process.argv[2] ?? '/tmp/halfstep-screenshots';
const only = process.argv[3] ?? '';
/** Taller is cut: nobody looks at more at once. */
const kHighMax = 5000;
mkdirSync(folder, { recursive: true });

/** A loop that is decided, and the browser's storage that keeps its keys. */
async function decidedLoop(browser, url) {
  const { page, context } = await openPage(browser);
  await enter(page, url);
  await playLoop(page);
  const loop = page.url().split('/').pop();
  const storageState = await context.storageState();
  await context.close();
  return { loop, storageState };
}

async function takeAll(browser, url) {
  const { loop, storageState } = await decidedLoop(browser, url);
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 768, 360]) {
      const name = `${width}-${colorScheme}`;
      if (!name.includes(only)) continue;
      const viewport = { width, height: 900 };
      const looks = { colorScheme, viewport, storageState, ...kClipboard };
      const { page, context } = await openPage(browser, looks);
      page.setDefaultTimeout(60_000);
      const take = async (screen) => {
        const high = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.screenshot({
          path: `${folder}/${screen.replaceAll(/[ ,]+/g, '-')}-${name}.png`,
          fullPage: true,
          clip: { x: 0, y: 0, width, height: Math.min(high, kHighMax) },
        });
      };
      await tour(page, url, loop, take);
      await coachTour(browser, page, url, take);
      await context.close();
    }
  }
}

const server = await Server.start();
putSmallPanel(server);
const browser = await launch();
try {
  await takeAll(browser, server.url);
} finally {
  await browser.close();
  await server.stop();
}
