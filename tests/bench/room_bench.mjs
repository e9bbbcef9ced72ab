// How the page loads, how long the first Python run takes, and what an hour in the room holds.
// Usage: HALFSTEP_BIN=build/release/app/halfstep node tests/bench/room_bench.mjs
import { launch, openPage } from '../e2e/support/browser.mjs';
import { enter, finishRound, kAnswers, say } from '../e2e/support/loop.mjs';
import { Server } from '../e2e/support/server.mjs';
import { heapOf, median } from './page_measures.mjs';

const kLoads = 5;
/** A middling telephone against this machine, as Lighthouse has it. */
const kSlowdown = 4;
const kMinutes = 60;

/** One load with nothing kept: kilobytes over the wire and what a visitor waits for. */
async function load(browser, url) {
  const { page, context } = await openPage(browser, { viewport: { width: 360, height: 740 } });
  page.setDefaultTimeout(120_000);
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: kSlowdown });
  let bytes = 0;
  session.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
  await page.addInitScript(() => {
    window.seen = { contentful: 0, shift: 0, blocked: 0 };
    const on = (type, take) =>
      new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
    on('largest-contentful-paint', (entry) => (window.seen.contentful = entry.startTime));
    on('layout-shift', (entry) => (window.seen.shift += entry.hadRecentInput ? 0 : entry.value));
    on('longtask', (entry) => (window.seen.blocked += Math.max(0, entry.duration - 50)));
  });
  await page.goto(url);
  await page.getByRole('region', { name: 'Sample debriefs' }).locator('ul button').first().waitFor();
  await page.waitForTimeout(1000);
  const seen = await page.evaluate(() => window.seen);
  await context.close();
  return { ...seen, bytes };
}

/** From the click on Run to the output, with nothing loaded and again. */
async function python(browser, url) {
  const { page, context } = await openPage(browser);
  page.setDefaultTimeout(120_000);
  await enter(page, url);
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText('print(6 * 7)');
  const run = async () => {
    const begin = performance.now();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('region', { name: 'Output' }).getByText(/checks pass|Finished/).waitFor({ timeout: 90_000 });
    return performance.now() - begin;
  };
  const times = [await run(), await run()];
  await context.close();
  return times;
}

/** An hour in the room, an answer a minute, on a clock that is wound on. */
async function hour(browser, url) {
  const { page, context } = await openPage(browser);
  page.setDefaultTimeout(120_000);
  await page.clock.install();
  await enter(page, url);
  const opened = await heapOf(context, page);
  const rounds = await page.getByRole('list', { name: 'Rounds' }).getByRole('listitem').count();
  for (let k = 0; k < kMinutes; ++k) {
    const roundOver = k > 0 && k % (kMinutes / rounds) === 0;
    if (roundOver) await finishRound(page, false);
    await say(page, `${kAnswers[k % kAnswers.length]} That was in minute ${k}.`);
    await page.clock.runFor(60_000);
  }
  const held = await heapOf(context, page);
  await context.close();
  return [opened, held];
}

const server = await Server.start();
const browser = await launch();
const loads = [];
for (let k = 0; k < kLoads; ++k) loads.push(await load(browser, server.url));
const of = (key) => median(loads.map((item) => item[key]));
console.log(`home, nothing kept: ${(of('bytes') / 1e3).toFixed(0)} kB`);
console.log(
  `at a ${kSlowdown}th of the speed: largest paint ${of('contentful').toFixed(0)} ms, ` +
    `blocked ${of('blocked').toFixed(0)} ms, layout shift ${of('shift').toFixed(3)}`,
);
const [first, again] = await python(browser, server.url);
console.log(`Python, click to output: first ${first.toFixed(0)} ms, again ${again.toFixed(0)} ms`);
const [opened, held] = await hour(browser, server.url);
console.log(`room, heap: ${opened.toFixed(1)} MB opened, ${held.toFixed(1)} MB after an hour`);
await browser.close();
await server.stop();
