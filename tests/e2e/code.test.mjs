import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from './support/browser.mjs';
import { enter } from './support/loop.mjs';
import { stage } from './support/stage.mjs';

const { server, browser } = await stage();

async function write(page, language, code) {
  await page.getByLabel('Language').selectOption(language);
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(code);
}
const output = (page) => page.getByRole('region', { name: 'Output' });
const run = (page) => page.getByRole('button', { name: 'Run', exact: true }).click();
const printed = async (page, text, timeout = 60_000) => {
  await output(page).filter({ hasText: text }).waitFor({ timeout });
  return output(page).innerText();
};
const ran = (page) => page.locator('.candidate:not(.waiting) pre');

async function inCoding() {
  const { page, context, errors } = await openPage(browser);
  await enter(page, server.url);
  await page.locator('.cm-content').waitFor();
  await page.getByLabel('The interviewer sees each run').uncheck();
  return { page, context, errors };
}

test('JavaScript runs, is stopped when it loops for ever, and has a bounded memory', async () => {
  const { page, context, errors } = await inCoding();
  await write(page, 'typescript', 'const twice = (n: number): number => 2 * n; console.log(twice(21));');
  await run(page);
  assert.match(await printed(page, 'Finished.'), /^42\s/);
  await page.getByRole('button', { name: 'Add a case' }).click();
  await page.keyboard.type('[twice(4)] as readonly number[]');
  await page.getByLabel('Case 1: what it should give').fill('[8] satisfies number[]');
  await run(page);
  await printed(page, '1 of 1 checks pass');
  await page.getByRole('button', { name: 'Remove case 1' }).click();
  await run(page);
  await printed(page, 'Finished.');
  // Nobody saw it; now the interviewer does.
  assert.equal(await ran(page).count(), 0);
  await page.getByRole('button', { name: 'Show code and result' }).click();
  await ran(page).filter({ hasText: 'twice(21)' }).waitFor();
  await ran(page).filter({ hasText: 'Finished.' }).waitFor();

  await write(page, 'javascript', 'console.log("begun"); for (;;) {}');
  await run(page);
  await printed(page, 'begun');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await printed(page, 'Stopped.');
  await run(page);
  await printed(page, 'did not come to an end');

  await write(page, 'javascript', 'const kept = []; for (;;) kept.push(new Array(1e5).fill(7));');
  await run(page);
  assert.match(await printed(page, 'Ended with an error'), /out of memory/);
  await write(page, 'javascript', 'const down = () => 1 + down(); try { down(); } catch { console.log("caught"); } down();');
  await run(page);
  assert.match(await printed(page, 'Ended with an error'), /caught[^]*stack/i);
  await write(
    page,
    'javascript',
    `const sum = (list, from, weight) => {
       const first = list[from];
       if (first === undefined) return 0;
       let rest = sum(list, from + 1, weight);
       if (rest < 0) rest = Math.abs(rest);
       return first * weight + rest;
     };
     console.log(sum(Array(1000).fill(1), 0, 2));`,
  );
  await run(page);
  assert.match(await printed(page, 'Finished.'), /^2000\s/);
  // Whatever way code calls itself without end, it can catch that, and goes on.
  await write(
    page,
    'javascript',
    `const o = { get x() { return this.x; } }, proxy = new Proxy({}, { get: () => proxy.x });
     class A { constructor() { this.a = new A(); } }
     const wait = async () => { await wait(); };
     const each = (list) => list.map((item) => each([item]));
     for (const endless of [() => o.x, () => proxy.x, () => new A(), wait, () => each([1])]) {
       try { await endless(); } catch (error) { console.log('caught', error.name); }
     }
     setTimeout(() => { try { o.x; } catch { console.log('caught later'); } throw new Error('late'); });`,
  );
  await run(page);
  const caught = await printed(page, 'Ended with an error');
  assert.equal(caught.match(/caught RangeError/g)?.length, 5, caught);
  assert.match(caught, /caught later[^]*Error: late/);
  assert.deepEqual(errors, []);
  await context.close();
});

test('Python runs, is stopped when it loops for ever, and has a bounded memory', async () => {
  const { page, context, errors } = await inCoding();
  // The scratch code is not what the problem's checks look for, which they say.
  await write(page, 'python', 'import collections\nprint(collections.Counter("abca")["a"])');
  await run(page);
  assert.match(await printed(page, 'checks pass'), /checks stopped[^]*^2\s/m);
  await write(page, 'python', 'def f():\n    return 1 / 0\nf()');
  await run(page);
  assert.match(await printed(page, 'Ended with an error'), /line 2 of your code, in f\s+! ?ZeroDivisionError/);
  await write(page, 'python', 'kept = [0] * 400_000_000');
  await run(page);
  assert.match(await printed(page, 'Ended with an error'), /MemoryError/);
  await write(page, 'python', 'print("begun")\nwhile True:\n    try:\n        pass\n    except BaseException:\n        pass');
  await run(page);
  await printed(page, 'begun');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await printed(page, 'Stopped.');
  await write(page, 'python', 'print("again")');
  await run(page);
  await printed(page, 'again');
  assert.deepEqual(errors, []);
  await context.close();
});

test('code reaches neither the server nor the page nor what is kept', async () => {
  const { page, context } = await inCoding();
  await write(
    page,
    'javascript',
    `for (const name of ['fetch', 'XMLHttpRequest', 'indexedDB', 'parent', 'document', 'importScripts', 'process'])
       console.log(name, typeof globalThis[name]);`,
  );
  await run(page);
  const names = await printed(page, 'Finished.');
  assert.equal(names.match(/undefined/g).length, 7);

  await write(
    page,
    'python',
    `import js
print("js has", [n for n in ("fetch", "XMLHttpRequest", "postMessage") if hasattr(js, n)])
from pyodide.http import open_url
try:
    print("reached", open_url("${server.url}/healthz").read())
except BaseException as error:
    print("refused")
from pyodide.code import run_js
try:
    run_js("fetch('${server.url}/healthz').then(() => console.log('reached'))")
    print("asked")
except BaseException as error:
    print("refused too")`,
  );
  const asked = page.waitForRequest((request) => request.url().endsWith('/healthz'), { timeout: 3000 }).then(
    () => true,
    () => false,
  );
  await run(page);
  const text = await printed(page, /checks pass|Ended/);
  assert.match(text, /js has \[\]/);
  assert.doesNotMatch(text, /^reached/m);
  assert.equal(await asked, false);
  await context.close();
});

test('own cases run beside the problem’s, and the interviewer sees code and result', async () => {
  const { page, context, errors } = await inCoding();
  await page.getByLabel('The interviewer sees each run').check();
  await write(
    page,
    'python',
    `class Filter:
    def __init__(self, window=600):
        self.seen = {}
    def first_time(self, event_id, at):
        old = self.seen.get(event_id)
        if old is not None and at - old < 600:
            return False
        self.seen[event_id] = at
        return True`,
  );
  await page.getByRole('button', { name: 'Add a case' }).click();
  await page.keyboard.type('f = Filter(); f.first_time("a", 3)');
  await page.keyboard.press('Tab');
  await page.keyboard.type('True');
  await page.getByRole('button', { name: 'Add a case' }).click();
  await page.getByLabel('Case 2: expression').fill('Filter().first_time("a", 3)');
  await page.getByLabel('Case 2: what it should give').fill('False');
  await run(page);
  // The class never forgets, so the problem's last check fails; so does the second own case.
  const text = await printed(page, 'checks pass');
  assert.match(text, /new id/);
  assert.match(text, /holds little/);
  assert.match(text, /5 of 7 checks pass/);
  assert.match(text, /got True, not False/);
  await ran(page).filter({ hasText: 'assert f.first_time("a", 3) == True' }).waitFor();
  await ran(page).filter({ hasText: 'FAIL holds little' }).waitFor();
  await page.locator('.interviewer').filter({ hasText: 'holds little' }).waitFor();

  // Everything is where it was after a reload.
  await page.reload();
  await page.locator('.cm-content').filter({ hasText: 'self.seen' }).waitFor();
  assert.equal(await page.getByLabel('Case 2: what it should give').inputValue(), 'False');
  await page.getByRole('button', { name: 'Remove case 2' }).click();
  assert.equal(await page.getByLabel(/^Case \d: expression/).count(), 1);
  assert.deepEqual(errors, []);
  await context.close();
});

test('a language that does not run here is written and shown', async () => {
  const { page, context, errors } = await inCoding();
  await write(page, 'go', 'func main() { println(1) }');
  assert.equal(await page.getByRole('button', { name: 'Run', exact: true }).count(), 0);
  await page.getByText('Go is written and talked about here').waitFor();
  await page.getByRole('button', { name: 'Show the code' }).click();
  await ran(page).filter({ hasText: 'func main' }).waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});
