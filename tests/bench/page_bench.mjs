// How long the board takes: a step of a 300-event loop, a what-if against the bare call, the heap.
// Usage: HALFSTEP_BIN=build/release/app/halfstep node tests/bench/page_bench.mjs
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, openPage } from '../e2e/support/browser.mjs';

const kEvents = 300;
const kWhatIfs = 7;
const root = new URL('../..', import.meta.url).pathname;
const binary = process.env.HALFSTEP_BIN ?? join(root, 'build/release/app/halfstep');
const folder = mkdtempSync(join(tmpdir(), 'halfstep-bench-'));

/** A played loop, its rounds talked on until it has so many events. */
function longLoop() {
  const path = join(folder, 'long.jsonl');
  execFileSync(binary, ['run', '--panel', 'senior-backend', '--candidate', 'tomasz', '--log', path]);
  const events = readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const rounds = events.filter((event) => event.kind === 'RoundFinished').length;
  const more = Math.ceil((kEvents - events.length) / 2 / rounds);
  const long = events.flatMap((event) => {
    if (event.kind !== 'RoundFinished') return [event];
    const { round } = event.data;
    const turns = events.filter((other) => 'turn' in other.data && other.data.round === round);
    let turn = Math.max(...turns.map((other) => other.data.turn));
    const added = Array.from({ length: more }, (_, k) => [
      {
        ...event,
        kind: 'QuestionAsked',
        data: { round, turn: ++turn, move: 'follow_up', text: 'And then?', question: '', quote: '', reason: 'to hear more' },
      },
      {
        ...event,
        kind: 'AnswerGiven',
        data: { round, turn: ++turn, kind: 'speech', text: 'Then we watched it for a week.', partial: false, key: `${round}${k}` },
      },
    ]).flat();
    return [...added, event];
  });
  const lines = long.map((event, k) => JSON.stringify({ ...event, seq: k + 1 }));
  writeFileSync(path, `${lines.join('\n')}\n`);
  return { path, count: lines.length };
}

function serve(log) {
  const flags = ['serve', '--listen', '127.0.0.1:0', '--data', join(folder, 'data'), '--sample', log];
  const child = spawn(binary, [...flags, '--web', join(root, 'web/dist')], { cwd: root });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout.on('data', (text) => {
      const url = /http:\S+/.exec(text)?.[0];
      if (url) resolve({ child, url });
    });
  });
}

const sorted = (values) => [...values].sort((a, b) => a - b);
const median = (values) => sorted(values)[values.length >> 1];
const late = (values) => sorted(values)[Math.floor(values.length * 0.95)];

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
    const label = k % 2 === 0 ? 'strong_no_hire' : 'no_hire';
    await page.locator('table select').first().selectOption(label);
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
    calls.push(await bareCall(page, loop, label));
  }
  return { click: median(clicks), call: median(calls) };
}

const bareCall = (page, loop, rating) =>
  page.evaluate(
    async ({ loop, rating }) => {
      const wire = new WebSocket(`ws://${location.host}/ws`, 'halfstep.v1');
      await new Promise((resolve) => (wire.onopen = resolve));
      const call = (method, params) =>
        new Promise((resolve) => {
          wire.onmessage = ({ data }) => resolve(JSON.parse(data).result);
          wire.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
        });
      const { token } = await call('owner.token', {});
      const changes = [{ change: 'set_rating', signal: 'coding', rating }];
      const begin = performance.now();
      await call('variation.create', { loop, token, changes });
      const time = performance.now() - begin;
      wire.close();
      return time;
    },
    { loop, rating },
  );

async function heapOf(context, page) {
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find((metric) => metric.name === 'JSHeapUsedSize').value / 1e6;
}

const { path, count } = longLoop();
const { child, url } = await serve(path);
const browser = await launch();
const { page, context } = await openPage(browser);
page.setDefaultTimeout(120_000);
await page.goto(url);
await page.locator('section[aria-labelledby=decided] a').first().click();
await page.getByRole('button', { name: 'Open without a guess' }).click();
await page.locator('.graph .chance').waitFor();
const loop = /board\/([^/]+)/.exec(page.url())[1];
const opened = await heapOf(context, page);
const times = await scrub(page);
const { click, call } = await whatIfs(page, loop);
console.log(`${count} events, ${times.length} steps`);
console.log(`a step, key to frame: median ${median(times).toFixed(1)} ms, 95 % ${late(times).toFixed(1)} ms`);
console.log(`a what-if: click ${click.toFixed(0)} ms, bare call ${call.toFixed(0)} ms, ${(click / call).toFixed(2)} times`);
console.log(`heap: ${opened.toFixed(1)} MB opened, ${(await heapOf(context, page)).toFixed(1)} MB after all of it`);
await browser.close();
child.kill('SIGTERM');
rmSync(folder, { recursive: true, force: true });
