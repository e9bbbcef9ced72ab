#!/usr/bin/env python3
"""The command line as a person or a script meets it: results, error lines, exit codes.

Run by CTest with HALFSTEP_BIN; needs the program and nothing else.
"""
import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import unittest

BIN = os.environ["HALFSTEP_BIN"]
ROOT = pathlib.Path(__file__).resolve().parents[2]
CANDIDATES = [path.name.removesuffix(".candidate.yaml")
              for path in sorted((ROOT / "scenarios/library/candidates").glob("*.candidate.yaml"))
              if "\npanel: senior-backend\n" in path.read_text()]


def run(*args, stdin=""):
    return subprocess.run([BIN, *map(str, args)], input=stdin, text=True, capture_output=True,
                          timeout=120)


def packet(behavioral="no_hire", others="hire"):
    def feedback(signal, rating):
        return {"seat": signal, "rater": "agent:" + signal, "abstained": None, "cards": [],
                "ratings": [{"signal": signal, "rating": rating, "confidence": "high",
                             "strength": 1.0, "cards": []}], "summary": ""}
    signals = ["coding", "design", "project", "hiring_manager"]
    return {"format": "halfstep/packet", "version": 1, "target_level": "senior", "candidate": "C",
            "feedback": [feedback(s, others) for s in signals] +
                        [feedback("behavioral", behavioral)]}


class Debrief(unittest.TestCase):
    def test_a_behavioral_floor_costs_a_level_and_nothing_buys_it_back(self):
        done = run("debrief", "-", stdin=json.dumps(packet()))
        self.assertEqual(done.returncode, 0, done.stderr)
        verdict = json.loads(done.stdout)
        self.assertEqual((verdict["outcome"], verdict["level"]), ("down_level", "mid"))
        self.assertEqual(verdict["attribution"]["shapley"]["behavioral"], "-1")
        self.assertIn({"raise": {"behavioral": 1}, "outcome": "hire", "level": "senior"},
                      verdict["flips"])

    def test_the_same_packet_gives_the_same_bytes(self):
        text = json.dumps(packet())
        first = run("debrief", stdin=text).stdout
        shuffled = packet()
        shuffled["feedback"].reverse()
        self.assertEqual(first, run("debrief", stdin=text).stdout)
        self.assertEqual(first, run("debrief", stdin=json.dumps(shuffled)).stdout)

    def test_a_batch_answers_every_line_in_order_and_goes_on_after_a_bad_one(self):
        lines = [json.dumps(packet("hire")), "{oops", "", json.dumps(packet("no_hire"))] * 40
        for workers in ("1", "3"):
            done = run("debrief", "--jsonl", "--explain", "none", "--workers", workers,
                       stdin="\n".join(lines) + "\n")
            self.assertEqual(done.returncode, 0, done.stderr)
            answers = [json.loads(line) for line in done.stdout.splitlines()]
            self.assertEqual(len(answers), 120)
            self.assertEqual([a.get("outcome", "error") for a in answers],
                             ["hire", "error", "down_level"] * 40)
            self.assertEqual(answers[1]["error"]["line"], 2)
            self.assertEqual(answers[1]["error"]["id"], "json.101")

    def test_what_if_gives_the_verdict_after_and_what_changed(self):
        done = run("whatif", "-", "--set", "behavioral=lean_no_hire", stdin=json.dumps(packet()))
        verdict = json.loads(done.stdout)
        self.assertEqual(verdict["outcome"], "hire")
        self.assertEqual(verdict["changed"]["outcome"], {"from": "down_level", "to": "hire"})
        self.assertEqual(verdict["changed"]["behavioral"],
                         {"from": "no_hire", "to": "lean_no_hire"})


    def test_hostile_packets_get_one_clear_line_and_65(self):
        good = json.dumps(packet())
        card = {"id": "c1", "signal": "coding", "form": "reasoning", "polarity": "strength",
                "turn": 1, "span": [5, 10], "quote": "hello", "note": "greets"}
        said = {"format": "halfstep/transcript", "version": 1, "rounds": [
            {"round": "coding", "turns": [{"speaker": "interviewer", "text": "Hi?"},
                                          {"speaker": "candidate", "text": "well hello there"}]}]}

        def with_cards(*cards, **more):
            changed = dict(packet(), **more)
            changed["feedback"][0]["cards"] = list(cards)
            return json.dumps(changed)

        hostile = {
            "json.101": ["", good[:200], good + "x", "[" * 100000, "/**/" + good,
                         good.replace("1.0", "NaN"), good.replace("1.0", "1e999"),
                         good.replace('"C"', '"\\ud800"'), good[:-1] + ',"candidate":"D"}'],
            "packet.101": ["null", "[]"],
            "packet.104": [good.replace("1.0", "1.5"), good.replace("1.0", '"much"')],
            "packet.120": [good.replace('"seat": "coding"', '"seat": "a\\u001b[31m\\nb"')],
            "packet.122": [good.replace('"signal": "coding"', '"signal": "charm"')],
            "packet.123": [good.replace('"no_hire"', '"great"')],
            "packet.125": [with_cards(card, card)],
            "packet.128": [with_cards(dict(card, span=[4, 9]), transcript=said),
                           with_cards(dict(card, turn=0), transcript=said),
                           with_cards(dict(card, turn=7), transcript=said),
                           with_cards(dict(card, quote="hullo"), transcript=said)],
            "packet.111": [with_cards(dict(card, span=[9, 2])), with_cards(dict(card, span=[1]))],
            "packet.112": [with_cards(*[dict(card, id=str(k)) for k in range(500)])],
        }
        for error_id, texts in hostile.items():
            for text in texts:
                for command in (("debrief", "-"), ("whatif", "-", "--set", "coding=hire")):
                    done = run(*command, stdin=text)
                    self.assertEqual(done.returncode, 65, (error_id, text[:80], done.stderr))
                    self.assertIn(f"[{error_id}]", done.stderr)
                    self.assertEqual((done.stdout, done.stderr.count("\n")), ("", 1))
                    self.assertNotIn("\x1b", done.stderr)
        self.assertEqual(run("debrief", "-", stdin=with_cards(card, transcript=said)).returncode, 0)
        lines = [text for texts in hostile.values() for text in texts if text] + [good]
        answers = run("debrief", "--jsonl", "-", stdin="\n".join(lines)).stdout.splitlines()
        self.assertEqual(len(answers), len(lines))
        self.assertEqual(sum("error" in json.loads(line) for line in answers), len(lines) - 1)

    def test_past_packets_tell_how_the_panel_works_and_who_is_harsh(self):
        ratings = ["no_hire", "lean_no_hire", "lean_hire", "hire", "strong_hire"]
        past = [packet(ratings[max(0, k % 5 - 1)], ratings[k % 5]) for k in range(40)]
        history = "\n".join(map(json.dumps, past))
        health = json.loads(run("health", "-", "--json", stdin=history).stdout)["default-five"]
        self.assertEqual(health["packets"], 40)
        self.assertGreater(health["alpha"], 0.5)
        self.assertGreater(health["seats"][2]["decisive"], 0)
        self.assertIn("independent seats", run("health", "-", stdin=history).stdout)
        few = json.loads(run("health", "-", "--json", stdin=json.dumps(packet())).stdout)
        self.assertIsNone(few["default-five"]["alpha"])
        raters = json.loads(run("calibrate", "-", stdin=history).stdout)["raters"]
        self.assertGreater(raters["agent:behavioral"]["severity"],
                           raters["agent:coding"]["severity"])
        for command in (["health"], ["calibrate"], ["debrief", "--jsonl"]):
            folder = run(*command, "/tmp")
            self.assertEqual(folder.returncode, 66)
            self.assertIn("is a folder", folder.stderr)
        nothing = run("health", "-", stdin="\n")
        self.assertEqual(nothing.returncode, 65)
        self.assertIn("no packet", nothing.stderr)
        wrong = run("health", "-", stdin=history + "\n{}")
        self.assertEqual(wrong.returncode, 65)
        self.assertIn("standard input:41: ", wrong.stderr)


class Loops(unittest.TestCase):
    def test_five_candidates_get_the_verdicts_a_panel_would_recognise(self):
        # Nothing in the program knows these names; the table says what a reader of them expects.
        expected = {"ines": "hire", "tomasz": "down_level", "dorian": "down_level",
                    "priya": "down_level", "colin": "no_hire"}
        self.assertGreaterEqual(len(CANDIDATES), 5)
        for name in CANDIDATES:
            done = run("run", "--panel", "senior-backend", "--candidate", name, "--json")
            self.assertEqual(done.returncode, 0, done.stderr)
            again = run("run", "--panel", "senior-backend", "--candidate", name, "--json")
            self.assertEqual(done.stdout, again.stdout)
            verdict = json.loads(done.stdout)
            if name in expected:
                self.assertEqual(verdict["outcome"], expected[name], name)

    def test_a_log_replays_to_its_verdict_and_tampering_shows(self):
        with tempfile.TemporaryDirectory() as folder:
            log = pathlib.Path(folder) / "loop.jsonl"
            done = run("run", "--panel", "senior-backend", "--candidate", CANDIDATES[0], "--log",
                       log)
            self.assertEqual(done.returncode, 0, done.stderr)
            lines = log.read_text().splitlines()
            self.assertEqual([json.loads(line)["seq"] for line in lines],
                             list(range(1, len(lines) + 1)))
            self.assertEqual(run("replay", log).returncode, 0)
            self.assertEqual(run("replay", log, "--until", 5).returncode, 0)
            log.write_text("\n".join(lines[:8] + lines[9:]) + "\n")
            broken = run("replay", log)
            self.assertEqual(broken.returncode, 65)
            self.assertIn("[replay.103]", broken.stderr)

    def test_assess_into_debrief_gives_what_run_gives(self):
        for name in CANDIDATES:
            with tempfile.TemporaryDirectory() as folder:
                log = pathlib.Path(folder) / "loop.jsonl"
                ran = run("run", "--panel", "senior-backend", "--candidate", name, "--json",
                          "--log", log)
                transcript = pathlib.Path(folder) / "t.json"
                transcript.write_text(json.dumps(transcript_of(log)))
                packet_text = run("assess", transcript, "--panel", "senior-backend").stdout
                verdict = run("debrief", "-", stdin=packet_text)
                self.assertEqual(json.loads(verdict.stdout), json.loads(ran.stdout), name)


def transcript_of(log):
    rounds = {}
    for line in log.read_text().splitlines():
        event = json.loads(line)
        data = event["data"]
        if event["kind"] in ("QuestionAsked", "RemarkMade"):
            turn = {"speaker": "interviewer", "text": data["text"], "kind": "speech",
                    "move": data["move"]}
            if data.get("question"):
                turn["question"] = data["question"]
            rounds.setdefault(data["round"], []).append(turn)
        elif event["kind"] == "AnswerGiven":
            turns = rounds.setdefault(data["round"], [])
            if data["turn"] < len(turns):
                turns[data["turn"]]["text"] += " " + data["text"]
            else:
                turn = {"speaker": "candidate", "text": data["text"], "kind": data["kind"]}
                for key in ("at_ms", "until_ms"):
                    if key in data:
                        turn[key] = data[key]
                turns.append(turn)
    return {"format": "halfstep/transcript", "version": 1,
            "rounds": [{"round": name, "turns": turns} for name, turns in rounds.items()]}


class WrongInput(unittest.TestCase):
    def check(self, code, error_id, *args, stdin=""):
        done = run(*args, stdin=stdin)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(f"[{error_id}]", done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)

    def test_each_wrong_input_gets_one_clear_line_and_its_exit_code(self):
        self.check(2, "usage.104", "debrif")
        self.check(2, "usage.101", "debrief", "--polcy", "x")
        self.check(2, "usage.102", "whatif", "-", "--set", "coding")
        self.check(66, "file.101", "debrief", "/no/such/file.json")
        self.check(66, "panel.404", "run", "--panel", "senior-backed", "--candidate", "x")
        self.check(66, "candidate.404", "run", "--panel", "senior-backend", "--candidate", "zzz")
        self.check(65, "json.101", "debrief", "-", stdin="{")
        self.check(65, "packet.102", "debrief", "-", stdin="{}")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "p.json"
            path.write_text("{")
            for command in ("debrief", "whatif"):
                self.assertIn(f"{path}: not valid JSON", run(command, str(path)).stderr)
        self.assertIn("standard input: not valid JSON: there is nothing in it",
                      run("debrief", stdin="").stderr)
        self.check(65, "transcript.123", "assess", "-")
        self.check(65, "replay.101", "replay", "-", stdin="{}\n")

    def test_a_taken_port_is_said_with_69(self):
        with socket.socket() as taken, tempfile.TemporaryDirectory() as folder:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            self.check(69, "serve.101", "serve", "--listen", f"127.0.0.1:{port}", "--data", folder)

    def test_help_and_version(self):
        self.assertEqual(run("--help").returncode, 0)
        self.assertIn("debrief", run("--help").stdout)
        version = json.loads(run("version", "--json").stdout)
        self.assertEqual(set(version), {"version", "commit", "build_type"})


class Check(unittest.TestCase):
    def test_every_problem_of_every_file_with_its_place(self):
        folder = ROOT / "tests/invalid/panel"
        done = run("check", folder / "unknown-policy.panel.yaml",
                   folder / "weights-must-sum-to-1000.panel.yaml")
        self.assertEqual(done.returncode, 65)
        self.assertEqual(len(done.stdout.splitlines()), 2)
        self.assertIn('unknown-policy.panel.yaml:8:14: error [panel.107]', done.stdout)
        library = ROOT / "scenarios/library/panels"
        self.assertEqual(run("check", *library.glob("*.yaml")).returncode, 0)


    def test_what_stands_beside_a_file_can_be_extended(self):
        with tempfile.TemporaryDirectory() as folder:
            base = pathlib.Path(folder) / "ours.fragment.yaml"
            base.write_text("format: halfstep/fragment\nversion: 1\nname: ours\n"
                            "signals: [{id: coding, relief: much}]\n")
            mine = pathlib.Path(folder) / "mine.panel.yaml"
            mine.write_text("format: halfstep/panel\nversion: 1\nname: mine\n"
                            "extends: [default-five, ours]\n")
            found = json.loads(run("check", mine, "--json").stdout)
            self.assertEqual([(p["line"], p["column"], p["origin"]) for p in found],
                             [(4, 25, "ours.fragment.yaml:4:32")])
            self.assertIn("4:32: error [panel.104]", run("check", base).stdout)

    def test_a_folder_is_no_file(self):
        self.assertEqual(run("check", ROOT / "tests").returncode, 66)


class NewPanel(unittest.TestCase):
    def test_a_new_file_checks_clean_and_is_never_overwritten(self):
        with tempfile.TemporaryDirectory() as folder:
            args = ("panels", "new", "my-panel", "--from", "senior-backend", "--folder", folder)
            made = run(*args)
            self.assertEqual(made.returncode, 0, made.stderr)
            path = pathlib.Path(made.stdout.strip())
            text = path.read_text()
            self.assertEqual(run("check", "--strict", path).stdout, "")
            path.write_text(text + "# mine\n")
            again = run(*args)
            self.assertEqual(again.returncode, 65)
            self.assertIn("[file.106]", again.stderr)
            self.assertEqual(path.read_text(), text + "# mine\n")
            self.assertEqual(os.listdir(folder), ["my-panel.panel.yaml"])

    def test_wrong_names_and_bases_are_told(self):
        with tempfile.TemporaryDirectory() as folder:
            for code, error, name, base in ((2, "panel.150", "../x", "default-five"),
                                            (66, "panel.404", "x", "default-six"),
                                            (2, "usage.105", "x", "./base.panel.yaml")):
                done = run("panels", "new", name, "--from", base, "--folder", folder)
                self.assertEqual(done.returncode, code, done.stderr)
                self.assertIn(f"[{error}]", done.stderr)
            self.assertEqual(os.listdir(folder), [])


class Try(unittest.TestCase):
    def test_a_stricter_floor_shows_beside_the_base(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "stern.panel.yaml"
            path.write_text("format: halfstep/panel\nversion: 1\nname: stern\n"
                            "extends: senior-backend\nsignals:\n"
                            "  - {id: coding, floors: {senior: strong_hire}}\n")
            done = run("try", path, "--candidate", "ines", "--candidate", "colin", "--json")
            self.assertEqual(done.returncode, 0, done.stderr)
            told = json.loads(done.stdout)
            self.assertEqual((told["panel"], told["base"]), ("stern", "senior-backend"))
            ines, colin = told["candidates"]
            self.assertEqual(ines["base"]["outcome"], "hire")
            self.assertNotEqual(ines["verdict"]["outcome"], "hire")
            self.assertTrue(ines["changed"]["decision"])
            self.assertFalse(colin["changed"]["decision"])
            table = run("try", path, "--candidate", "ines").stdout
            self.assertIn("changed: decision", table)
            self.assertIn("1 candidate played, 1 decided otherwise.", table)
            self.assertLessEqual(max(map(len, table.splitlines())), 100)

    def test_a_panel_nobody_was_written_for_is_told(self):
        done = run("try", "default-five")
        self.assertEqual(done.returncode, 66)
        self.assertIn("[try.101]", done.stderr)


class Recordings(unittest.TestCase):
    MEETING = ("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana Lopez>What was yours?\n\n"
               "00:03.000 --> 00:09.000\n<v Bo>I decided to move the import because it was slow.\n"
               "\n01:00.000 --> 01:02.000\n<v Ana Lopez>How would you build it today?\n\n"
               "01:03.000 --> 01:09.000\n<v Bo>I would put a queue in front of it.\n")

    def test_speakers_and_rounds_are_assigned(self):
        done = run("assess", "-", "--panel", "senior-backend", "--speaker", "Bo=candidate",
                   "--round-at", "start=behavioral", "--round-at", "01:00=design",
                   stdin=self.MEETING)
        self.assertEqual(done.returncode, 0, done.stderr)
        packet = json.loads(done.stdout)
        rounds = packet["transcript"]["rounds"]
        self.assertEqual([r["round"] for r in rounds], ["behavioral", "design"])
        self.assertEqual(rounds[0]["turns"][1]["speaker"], "candidate")
        rated = {f["seat"] for f in packet["feedback"] if not f["abstained"]}
        self.assertEqual(rated, {"behavioral", "design"})
        verdict = run("debrief", "-", stdin=done.stdout)
        self.assertEqual(verdict.returncode, 0, verdict.stderr)

    def test_who_is_who_is_asked_for_and_listed(self):
        done = run("assess", "-", "--panel", "senior-backend", stdin=self.MEETING)
        self.assertEqual(done.returncode, 65)
        self.assertIn('[transcript.133]', done.stderr)
        self.assertIn('"Ana Lopez" (2 turns, 9 words)', done.stderr)
        listed = run("assess", "-", "--list", stdin=self.MEETING)
        self.assertEqual(listed.returncode, 0, listed.stderr)
        self.assertIn("#3    00:01:00", listed.stdout)

    def test_a_round_no_seat_reads_is_said(self):
        done = run("assess", "-", "--panel", "senior-backend", "--speaker", "Bo=candidate",
                   "--round-at", "start=small-talk", "--round-at", "#3=design",
                   stdin=self.MEETING)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('[assess.103]', done.stderr)


class Calibrate(unittest.TestCase):
    def test_logs_and_packets_together_tell_who_is_strict(self):
        with tempfile.TemporaryDirectory() as folder:
            log = pathlib.Path(folder) / "loop.jsonl"
            run("run", "--panel", "senior-backend", "--candidate", "ines", "--log", log)
            lines = log.read_text().splitlines()
            last = json.loads(lines[-1])
            lines.append(json.dumps({
                "loop": last["loop"], "seq": last["seq"] + 1, "at_ms": last["at_ms"],
                "kind": "RatingCorrected", "version": 1,
                "data": {"seat": "behavioral", "signal": "behavioral", "rating": "no_hire",
                         "author": "Ruth", "reason": "heard it", "kind": "after_discussion",
                         "verdict": {}}}))
            log.write_text("\n".join(lines) + "\n")
            packets = pathlib.Path(folder) / "packets.jsonl"
            packets.write_text(json.dumps(packet()) + "\n")
            done = run("calibrate", log, packets)
            self.assertEqual(done.returncode, 0, done.stderr)
            raters = json.loads(done.stdout)["raters"]
            self.assertIn("human:Ruth", raters)
            self.assertIn("agent:behavioral", raters)


class Lists(unittest.TestCase):
    def test_a_wrong_line_is_named_with_its_file(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "past.jsonl"
            file.write_text("\n[]\n")
            for command in ("health", "calibrate"):
                wrong = run(command, file)
                self.assertEqual(wrong.returncode, 65)
                self.assertIn(f"{file}:2: expected an object", wrong.stderr)
            wrong = run("replay", file)
            self.assertEqual(wrong.returncode, 65)
            self.assertIn(f"{file}: line 2: not an event", wrong.stderr)

    def test_a_number_out_of_range_is_refused_and_not_wrapped(self):
        loop = ["run", "--panel", "senior-backend", "--candidate", "tomasz"]
        for seed in ("-1", str(2**53), str(2**64), "9" * 30, "one"):
            wrong = run(*loop, "--seed", seed)
            self.assertEqual(wrong.returncode, 2, seed)
            self.assertIn("--seed", wrong.stderr)
        self.assertEqual(run("replay", "-", "--until", "-1", stdin="").returncode, 2)
        self.assertEqual(run(*loop, "--seed", str(2**53 - 1)).returncode, 0)

    def test_a_file_is_a_panel_whatever_its_name(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "mine"
            file.write_text("[]")
            wrong = run("try", file)
            self.assertEqual(wrong.returncode, 65)
            self.assertIn("mine:1:1: ", wrong.stderr)

    def test_lists_are_lines_or_json(self):
        self.assertIn("senior-backend", run("panels").stdout)
        names = [panel["name"] for panel in json.loads(run("panels", "--json").stdout)]
        self.assertTrue({"senior-backend", "default-five"} <= set(names))
        page = run("policies", "champion").stdout
        self.assertIn("When: ", page)
        self.assertIn("advocates", page)
        wrong = run("policies", "champoin")
        self.assertEqual(wrong.returncode, 2)
        self.assertIn('did you mean "champion"?', wrong.stderr)
        policies = run("policies").stdout.split()
        self.assertIn("floor_ledger", policies)
        for policy in json.loads(run("policies", "--json").stdout):
            self.assertEqual(policy["common_parameters"]["max_down"]["default"], 1)
        scenarios = [entry["name"] for entry in json.loads(run("scenarios", "--json").stdout)]
        self.assertTrue(set(CANDIDATES) <= set(scenarios))


class Serve(unittest.TestCase):
    def test_sigterm_drains_and_exits_0(self):
        with tempfile.TemporaryDirectory() as folder:
            server = subprocess.Popen([BIN, "serve", "--listen", "127.0.0.1:0", "--data", folder],
                                      stdout=subprocess.PIPE, text=True)
            try:
                self.assertRegex(server.stdout.readline(), r"^listening on http://127.0.0.1:\d+$")
                server.send_signal(signal.SIGTERM)
                self.assertEqual(server.wait(timeout=30), 0)
            finally:
                server.kill()
                server.stdout.close()
                server.wait()


if __name__ == "__main__":
    unittest.main()
