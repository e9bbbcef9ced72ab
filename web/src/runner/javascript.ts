// The worker that runs JavaScript, in an engine of its own with limits on memory and stack.
import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten-core';
import { newEngine, type Engine } from './engine';
import type { Job } from './messages';
import { boundMemory, serve, type Output } from './worker';

/** What the code finds: console, timers, and the check of own cases. Evaluated inside the engine. */
const kPrelude = `
(() => {
  const show = (value, depth = 0) => {
    if (typeof value === 'string') return depth ? JSON.stringify(value) : value;
    if (typeof value === 'bigint') return value + 'n';
    if (typeof value === 'function') return '[function ' + (value.name || 'without a name') + ']';
    if (typeof value !== 'object' || value === null) return String(value);
    if (value instanceof Error) return String(value);
    if (depth > 4) return '…';
    const inner = (item) => show(item, depth + 1);
    if (Array.isArray(value)) return '[' + value.map(inner).join(', ') + ']';
    if (value instanceof Map)
      return 'Map {' + [...value].map(([k, v]) => inner(k) + ' => ' + inner(v)).join(', ') + '}';
    if (value instanceof Set) return 'Set {' + [...value].map(inner).join(', ') + '}';
    return '{' + Object.entries(value).map(([k, v]) => k + ': ' + inner(v)).join(', ') + '}';
  };
  const same = (a, b) => {
    if (Object.is(a, b)) return true;
    if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
    if (a instanceof Map || a instanceof Set) return same([...a], [...b]);
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
  };
  const say = __say;
  const print = (stream) => (...values) =>
    String(values.map((value) => show(value)).join(' ')).split('\\n').forEach((l) => say(stream, l));
  globalThis.console = { log: print('out'), info: print('out'), debug: print('out'),
    warn: print('err'), error: print('err'),
    assert: (ok, ...what) => { if (!ok) print('err')('Assertion failed:', ...what); } };
  let timers = [], last = 0, clock = 0;
  const later = (repeat) => (run, ms = 0, ...given) => {
    timers.push({ id: ++last, at: clock + Math.max(0, +ms || 0), every: repeat ? +ms || 1 : 0,
      run: () => run(...given) });
    return last;
  };
  const forget = (id) => { timers = timers.filter((timer) => timer.id !== id); };
  Object.assign(globalThis, { setTimeout: later(false), setInterval: later(true),
    clearTimeout: forget, clearInterval: forget, queueMicrotask: (f) => Promise.resolve().then(f) });
  // All of the code runs as a job of the engine.
  const start = async (run, ...given) => { await null; await run(...given); };
  // Time is the code's own: the next timer is due at once when nothing else is left to do.
  const next = () => {
    if (timers.length === 0) return undefined;
    const timer = timers.reduce((a, b) => (b.at < a.at ? b : a));
    clock = timer.at;
    if (timer.every) timer.at += timer.every;
    else forget(timer.id);
    return start(timer.run);
  };
  const check = async (name, got, want, checked) => {
    try {
      const value = await got();
      const wanted = checked ? await want() : value;
      say('out', same(value, wanted) ? 'PASS ' + name
        : ('FAIL ' + name + ': got ' + show(value, 1) + ', not ' + show(wanted, 1)).slice(0, 400));
    } catch (error) {
      say('out', 'FAIL ' + name + ': ' + error);
    }
  };
  return { start, next, check };
})()
`;

function text(value: string): string {
  return JSON.stringify(value);
}

/** The code with its checks behind it: `eval` sees the code's own names. Line 1 stays line 1. */
export function program({ code, tests, cases }: Pick<Job, 'code' | 'tests' | 'cases'>): string {
  const own = cases.map(({ name, call, expected }) => {
    const checked = expected.trim() !== '';
    return `await __check(${text(name)}, () => eval(${text(call)}), () => eval(${text(expected)}), ${checked});`;
  });
  const checks = tests
    ? `try { await eval(${text(`(async () => {${tests}\n})()`)}); } ` +
      `catch (error) { console.log("FAIL the problem's checks stopped: " + error); }`
    : '';
  return `(async (__check) => {${code}\n;${checks}\n${own.join('\n')}\n})`;
}

let bounded = false;

function troubleOf(context: QuickJSContext, error: QuickJSHandle): string {
  const dumped = context.dump(error) as { name?: string; message?: string; stack?: string } | string;
  error.dispose();
  if (typeof dumped !== 'object') return String(dumped);
  const line = /your code:(\d+)/.exec(dumped.stack ?? '')?.[1];
  return `${dumped.name ?? 'Error'}: ${dumped.message ?? ''}${line ? ` (line ${line})` : ''}`;
}

/** Runs what is waiting until the promise is settled or nothing is left that could settle it. */
async function settle(
  { context, jobs }: Engine,
  whole: QuickJSHandle,
  next: QuickJSHandle,
): Promise<string | null> {
  for (let timer: QuickJSHandle | null = null; ; ) {
    await jobs();
    for (const promise of timer ? [whole, timer] : [whole]) {
      const state = context.getPromiseState(promise);
      if (state.type === 'rejected') return troubleOf(context, state.error);
    }
    timer = context.unwrapResult(context.callFunction(next, context.undefined));
    if (context.typeof(timer) !== 'undefined') continue;
    const { type } = context.getPromiseState(whole);
    return type === 'fulfilled' ? null : 'The code waits for something that never happens.';
  }
}

async function run(job: Job, output: Output, begin: () => void): Promise<boolean> {
  // The engine's own limit, setMemoryLimit, holds nothing back in this build of it.
  if (!bounded) boundMemory(job.memoryBytes);
  bounded = true;
  const engine = await newEngine();
  begin();
  const { context } = engine;
  const say = context.newFunction('say', (stream, line) =>
    output.line(context.getString(stream) === 'err' ? 'err' : 'out', context.getString(line)),
  );
  context.setProp(context.global, '__say', say);
  const tools = context.unwrapResult(context.evalCode(kPrelude, 'prelude'));
  const [start, next, check] = ['start', 'next', 'check'].map((name) => context.getProp(tools, name));
  const made = context.evalCode(program(job), 'your code');
  const trouble = made.error
    ? troubleOf(context, made.error)
    : await settle(
        engine,
        context.unwrapResult(context.callFunction(start!, context.undefined, made.value, check!)),
        next!,
      );
  if (trouble !== null) output.line('err', trouble);
  return trouble === null;
}

serve(run);
