"""Runs every *.py of a folder by itself; per file one line: name, PASS lines, FAIL lines, how it ended."""

import contextlib
import io
import pathlib
import sys

for path in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
    said = io.StringIO()
    end = "done"
    try:
        code = compile(path.read_text(), path.name, "exec")
        with contextlib.redirect_stdout(said):
            exec(code, {"__name__": "problem"})
    except SyntaxError:
        end = "unreadable"
    except Exception:
        end = "thrown"
    lines = said.getvalue().splitlines()
    passed = sum(line.startswith("PASS ") for line in lines)
    failed = sum(line.startswith("FAIL ") for line in lines)
    print(path.name, passed, failed, end)
