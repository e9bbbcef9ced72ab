// Every problem of the library, run as a candidate's page runs it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openPage } from './support/browser.mjs';
import { WebSocket } from './support/modules.mjs';
import { stage } from './support/stage.mjs';

const solutions = fileURLToPath(new URL('../scenarios/problems/', import.meta.url));
const kEndings = { python: 'py', javascript: 'js' };

const { server, browser } = await stage();

/** One call after the other on a socket of its own. */
async function ask(url, calls) {
  const wire = new WebSocket(`${url.replace('http', 'ws')}/ws`, 'halfstep.v1');
  await new Promise((resolve, reject) => wire.once('open', resolve).once('error', reject));
  const call = (method, params) =>
    new Promise((resolve) => {
      wire.once('message', (data) => resolve(JSON.parse(data).result));
      wire.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
    });
  const answer = await calls(call);
  wire.close();
  return answer;
}

function problemsOf(url) {
  return ask(url, async (call) => {
    const problems = new Map();
    for (const { name } of await call('panel.list', {})) {
      const { panel } = await call('panel.get', { panel: name });
      for (const { id, problem } of panel.questions ?? []) if (problem) problems.set(id, problem);
    }
    return problems;
  });
}

/** Runs jobs one by one in the page's frame; gives the lines and the end of each. */
function runAll(jobs) {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.src = '/runner/index.html';
  document.body.append(frame);
  return new Promise((resolve) => {
    const results = [];
    let lines = [];
    const next = () => {
      if (results.length === jobs.length) return resolve(results);
      lines = [];
      frame.contentWindow.postMessage(jobs[results.length], '*');
    };
    addEventListener('message', ({ data }) => {
      if (data.type === 'ready') next();
      if (data.type === 'line') lines.push(data.text);
      if (data.type === 'end') {
        results.push({ lines, how: data.how });
        next();
      }
    });
  });
}

for (const [language, ending] of Object.entries(kEndings)) {
  test(`${language}: right solutions pass every check of their problem, wrong ones do not`, async () => {
    const jobs = [];
    for (const [id, problem] of await problemsOf(server.url)) {
      for (const kind of ['right', 'wrong']) {
        const path = `${solutions}${id}.${kind}.${ending}`;
        if (!problem.tests[language] || !existsSync(path)) continue;
        const code = readFileSync(path, 'utf8');
        const limits = { limitMs: 60_000, memoryBytes: 512 * 1024 * 1024 };
        jobs.push({ type: 'run', language, code, tests: problem.tests[language], cases: [], ...limits, id, kind });
      }
    }
    assert.ok(jobs.length >= 20, `${jobs.length} solutions were found`);
    const { page, context } = await openPage(browser);
    await page.goto(server.url);
    const results = await page.evaluate(runAll, jobs);
    results.forEach(({ lines, how }, k) => {
      const { id, kind } = jobs[k];
      const told = `${id}, ${kind}, ${how}: ${lines.join(' | ')}`;
      assert.equal(how, 'done', told);
      assert.ok(lines.some((line) => line.startsWith('PASS ')), told);
      assert.equal(lines.some((line) => line.startsWith('FAIL ')), kind === 'wrong', told);
    });
    await context.close();
  });
}
