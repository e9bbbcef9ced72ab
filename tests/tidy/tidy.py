#!/usr/bin/env python3
"""Checks on the tree itself that no compiler makes. Prints file:line: what is wrong; exits 1 if any.

- includes point only to folders on the left: base <- panel <- {scenarios, interviewers, debrief}
  <- session <- transport <- app
- panel and debrief name no clock, stream or random device
- lines at most 100 columns, files that a target builds, no tests switched off, no leftover markers
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MAY_INCLUDE = {
    "base": {"base"},
    "panel": {"base", "panel"},
    "scenarios": {"base", "panel", "scenarios"},
    "interviewers": {"base", "panel", "interviewers"},
    "debrief": {"base", "panel", "debrief"},
    "session": {"base", "panel", "scenarios", "interviewers", "debrief", "session"},
    "transport": {"base", "panel", "scenarios", "interviewers", "debrief", "session", "transport"},
}
THIRD_PARTY = {  # where a heavy header may stand
    r"<boost/": ("transport/", "tests/"),
    r"<SQLiteCpp/": ("session/sqlite_event_store.cpp", "tests/"),
    r"<curl/": ("interviewers/model/curl_http_client.cpp", "tests/"),
}
IMPURE = re.compile(r"std::chrono|std::cout|std::cerr|random_device|std::rand|spdlog|fstream")
MARKERS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
SWITCHED_OFF = re.compile(r"\[\.\]|\[!mayfail\]|\b(?:it|test|describe)\.(?:skip|only)\(")
COLUMNS = 100


def tracked(*patterns):
    listed = subprocess.run(["git", "ls-files", "--", *patterns], cwd=ROOT, text=True,
                            capture_output=True, check=True).stdout
    return [line for line in listed.splitlines() if (ROOT / line).exists()]


def check_cpp(path, lines, problems):
    folder = path.split("/")[0]
    allowed = MAY_INCLUDE.get(folder)
    for number, line in enumerate(lines, 1):
        include = re.match(r'#include "([^/"]+)/', line)
        if include and allowed and include[1] not in allowed:
            problems.append(f"{path}:{number}: {folder} may not include {include[1]}")
        for header, places in THIRD_PARTY.items():
            if re.match(r"#include " + header, line) and not path.startswith(places):
                problems.append(f"{path}:{number}: {header} belongs in {places[0]}")
        if folder in ("panel", "debrief") and IMPURE.search(line):
            problems.append(f"{path}:{number}: {folder} is pure: no clock, stream or chance")
        if len(line) > COLUMNS:
            problems.append(f"{path}:{number}: {len(line)} columns, at most {COLUMNS}")


def check_built(sources, problems):
    lists = "\n".join((ROOT / name).read_text() for name in tracked("*CMakeLists.txt"))
    for path in sources:
        name = path.split("/")[-1]
        if path.endswith(".cpp") and not re.search(rf"(^|[\s/]){re.escape(name)}\b", lists):
            problems.append(f"{path}:1: no target builds this file")


def main():
    problems = []
    sources = tracked("*.cpp", "*.hpp")
    for path in sources:
        check_cpp(path, (ROOT / path).read_text().splitlines(), problems)
    check_built(sources, problems)
    for path in tracked("*.cpp", "*.hpp", "*.ts", "*.svelte", "script/*", "*.cmake"):
        for number, line in enumerate((ROOT / path).read_text().splitlines(), 1):
            if MARKERS.search(line) or SWITCHED_OFF.search(line):
                problems.append(f"{path}:{number}: leftover marker or a test switched off")
    for problem in problems:
        print(problem)
    print(f"tidy: {len(sources)} C++ files, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
