// The JavaScript engine, and how deep code may call in it. A browser gives a worker a stack of
// about 500 kB, on which an engine compiled to WebAssembly comes some 600 calls deep. Where the
// browser has WebAssembly's promise integration, the engine's jobs run on a stack of their own, of
// twice the size.
import variant from '@jitl/quickjs-ng-wasmfile-release-sync';
import wasmAddress from '@jitl/quickjs-ng-wasmfile-release-sync/wasm?url';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
} from 'quickjs-emscripten-core';

/** Part of WebAssembly that TypeScript does not know yet. */
const promising = (
  WebAssembly as { promising?: (run: Function) => (...given: unknown[]) => Promise<unknown> }
).promising;

/** The engine's own limit, which code meets as a RangeError that it can catch. In Chromium none of
 * the recursions tried (plain, through constructors, getters, callbacks, await) reaches the end of
 * the stack first, as they do from 256 kB on. A plain function comes 1,000 to 1,300 calls deep, or
 * 450 to 600 where there is no stack of its own. */
const kStackBytes = (promising ? 208 : 96) * 1024;

export interface Engine {
  context: QuickJSContext;
  /** Runs all that waits. */
  jobs: () => Promise<void>;
}

let compiled: Promise<WebAssembly.Module> | null = null;

/** An engine for one run: counting the leftovers of a run would abort it. */
export async function newEngine(): Promise<Engine> {
  compiled ??= WebAssembly.compileStreaming(fetch(new URL(wasmAddress, import.meta.url)));
  const module = await compiled;
  // The next call into the engine runs on its own stack; what that calls back into it does not.
  let own = false;
  const onOwnStack = (run: Function) => {
    const apart = promising!(run);
    return (...given: unknown[]): unknown => {
      if (!own) return run(...given);
      own = false;
      return apart(...given);
    };
  };
  const instantiateWasm = (
    imports: WebAssembly.Imports,
    made: (instance: WebAssembly.Instance) => void,
  ): Promise<WebAssembly.Exports> =>
    WebAssembly.instantiate(module, imports).then((instance) => {
      const exports = Object.fromEntries(
        Object.entries(instance.exports).map(([name, value]) => [
          name,
          typeof value === 'function' ? onOwnStack(value) : value,
        ]),
      ) as WebAssembly.Exports;
      made({ exports });
      return exports;
    });
  const chosen = promising ? newVariant(variant, { emscriptenModule: { instantiateWasm } }) : variant;
  const runtime = (await newQuickJSWASMModuleFromVariant(chosen)).newRuntime();
  runtime.setMaxStackSize(kStackBytes);
  const context = runtime.newContext();
  if (!promising) {
    return { context, jobs: async () => runtime.executePendingJobs().dispose() };
  }
  const given = runtime['memory'].newMutablePointerArray(1);
  const jobs = async (): Promise<void> => {
    // The runtime's own method expects the answer at once. What a job throws, its promise keeps.
    own = true;
    const ended = runtime['ffi'].QTS_ExecutePendingJob(
      runtime['rt'].value,
      -1,
      given.value.ptr as never,
    ) as unknown as Promise<unknown>;
    await ended;
  };
  return { context, jobs };
}
