// The worker that runs Python: CPython compiled to WebAssembly, with its standard library.
import type { PyodideInterface } from 'pyodide';
import type { Job } from './messages';
import { boundMemory, serve, type Output } from './worker';

/** Runs the code, the problem's checks and the candidate's own cases in one namespace. */
const kHarness = `
import ast, sys, traceback

def _trouble(error):
    if isinstance(error, SyntaxError):
        return "".join(traceback.format_exception_only(error)).rstrip()
    own = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == "<your code>"]
    frames = "".join(f"line {f.lineno} of your code, in {f.name}\\n" for f in own[-8:])
    return frames + "".join(traceback.format_exception_only(error)).rstrip()

def _short(error):
    return "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]

def _value(text, space):
    tree = ast.parse(text.strip(), "<case>", "exec")
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<case>", "exec"), space)
    if last is None:
        return None
    return eval(compile(ast.Expression(last.value), "<case>", "eval"), space)

def _case(name, call, expected, space):
    try:
        got = _value(call, space)
        want = _value(expected, space) if expected.strip() else None
    except BaseException as error:
        print(f"FAIL {name}: {_short(error)}")
        return
    if not expected.strip() or got == want:
        print(f"PASS {name}")
    else:
        print(f"FAIL {name}: got {got!r}, not {want!r}"[:400])

def _run(code, tests, cases):
    space = {"__name__": "__main__"}
    try:
        exec(compile(code, "<your code>", "exec"), space)
    except SystemExit:
        pass
    except BaseException as error:
        print(_trouble(error), file=sys.stderr)
        return False
    if tests:
        try:
            exec(compile(tests, "<tests>", "exec"), space)
        except BaseException as error:
            print(f"FAIL the problem's checks stopped: {_short(error)}")
    for name, call, expected in cases:
        _case(name, call, expected, space)
    return True

_run
`;

let loading: Promise<PyodideInterface> | null = null;

async function load(memoryBytes: number): Promise<PyodideInterface> {
  boundMemory(memoryBytes);
  const folder = new URL(/* @vite-ignore */ '/py/', import.meta.url).href;
  const module = (await import(/* @vite-ignore */ `${folder}pyodide.mjs`)) as typeof import('pyodide');
  // Python code gets no way to the worker's own functions.
  return module.loadPyodide({ indexURL: folder, jsglobals: Object.create(null) as object });
}

type Harness = (code: string, tests: string, cases: unknown) => boolean;

async function run(job: Job, output: Output, begin: () => void): Promise<boolean> {
  loading ??= load(job.memoryBytes);
  const python = await loading;
  python.setStdout({ batched: (text) => output.line('out', text) });
  python.setStderr({ batched: (text) => output.line('err', text) });
  const harness = python.runPython(kHarness) as Harness;
  begin();
  const cases = python.toPy(job.cases.map((item) => [item.name, item.call, item.expected])) as unknown;
  return harness(job.code, job.tests, cases);
}

serve(run);
