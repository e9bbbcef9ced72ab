// How long the board takes: a step of a 300-event loop, a what-if against the bare call, the heap.
// Usage: HALFSTEP_BIN=build/release/app/halfstep node tests/bench/page_bench.mjs
import { launch, openPage } from '../e2e/support/browser.mjs';
import { Server } from '../e2e/support/server.mjs';
import { heapOf, late, median } from './page_measures.mjs';

const kEvents = 300;
const kWhatIfs = 7;
/** Parts an answer comes in. */
const kParts = 12;

/** Talks a loop through until its log has so many events, an answer coming in parts; its id. */
const longLoop = (page) =>
  page.evaluate(
    async ({ kEvents, kParts }) => {
      const wire = new WebSocket(`ws://${location.host}/ws`, 'halfstep.v1');
      await new Promise((resolve) => (wire.onopen = resolve));
      let id = 0;
      const call = (method, params) =>
        new Promise((resolve) => {
          wire.onmessage = ({ data }) => resolve(JSON.parse(data));
          wire.send(JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params }));
        });
      const { result } = await call('loop.start', { panel: 'senior-backend', candidate: 'Long' });
      const who = { loop: result.loop, token: result.candidate };
      const { result: far } = await call('loop.summary', who);
      for (const { round } of far.rounds) {
        for (let k = 0; k < kEvents / far.rounds.length - 8; ++k) {
          const text = `I chose the queue in step ${k}, because the other side is away for hours.`;
          const params = { ...who, key: `${round}${k}`, text, partial: k % kParts !== kParts - 1 };
          await call('loop.say', params);
        }
        await call('loop.finish_round', { ...who, key: `${round}-over` });
      }
      await call('loop.finish', { ...who, key: 'over' });
      wire.close();
      return result.loop;
    },
    { kEvents, kParts },
  );

/** Steps through all of it; milliseconds from the key to the frame that shows it. */
const scrub = (page) =>
  page.evaluate(async () => {
    const shown = () =>
      new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))));
    const slider = document.querySelector('.replay input');
    const press = (key) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    press('Home');
    await shown();
    const times = [];
    while (slider.value !== slider.max) {
      const begin = performance.now();
      press('ArrowRight');
      times.push((await shown()) - begin);
    }
    return times;
  });

/** The same change, decided for the page and for a bare socket beside it. */
async function whatIfs(page, loop) {
  const clicks = [];
  const calls = [];
  for (let k = 0; k < kWhatIfs; ++k) {
    const policy = k % 2 === 0 ? 'unanimous' : 'majority_grade';
    await page
      .getByRole('region', { name: 'What if?' })
      .getByLabel('Policy')
      .selectOption(policy);
    clicks.push(
      await page.evaluate(async () => {
        const button = [...document.querySelectorAll('button')].find((at) => /Decide again/.test(at.innerText));
        const count = document.querySelectorAll('button.line').length;
        const begin = performance.now();
        button.click();
        while (document.querySelectorAll('button.line').length === count) {
          await new Promise((resolve) => requestAnimationFrame(() => resolve()));
        }
        return performance.now() - begin;
      }),
    );
    await page.getByRole('button', { name: 'Back to what happened' }).click();
    calls.push(await bareCall(page, loop, policy));
  }
  return { click: median(clicks), call: median(calls) };
}

const bareCall = (page, loop, policy) =>
  page.evaluate(
    async ({ loop, policy }) => {
      const wire = new WebSocket(`ws://${location.host}/ws`, 'halfstep.v1');
      await new Promise((resolve) => (wire.onopen = resolve));
      const call = (method, params) =>
        new Promise((resolve) => {
          wire.onmessage = ({ data }) => resolve(JSON.parse(data).result);
          wire.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
        });
      const { token } = await call('owner.token', {});
      const changes = [{ change: 'set_policy', policy }];
      const begin = performance.now();
      await call('variation.create', { loop, token, changes });
      const time = performance.now() - begin;
      wire.close();
      return time;
    },
    { loop, policy },
  );

const server = await Server.start();
const { url } = server;
const browser = await launch();
const { page, context } = await openPage(browser);
page.setDefaultTimeout(120_000);
await page.goto(url);
const loop = await longLoop(page);
await page.goto(`${url}/#/board/${loop}`);
await page.getByRole('button', { name: 'Open without a guess' }).click();
await page.locator('.graph .chance').waitFor();
const opened = await heapOf(context, page);
const times = await scrub(page);
const { click, call } = await whatIfs(page, loop);
console.log(`${times.length + 1} events one can stand on`);
console.log(`a step, key to frame: median ${median(times).toFixed(1)} ms, 95 % ${late(times).toFixed(1)} ms`);
console.log(`a what-if: click ${click.toFixed(0)} ms, bare call ${call.toFixed(0)} ms, ${(click / call).toFixed(2)} times`);
console.log(`heap: ${opened.toFixed(1)} MB opened, ${(await heapOf(context, page)).toFixed(1)} MB after all of it`);
await browser.close();
await server.stop();
