#!/usr/bin/env python3
"""Seats of a model from the command line: the flags, what is recorded, replayed and compared.

Run by CTest with HALFSTEP_BIN; the model is tests/support/fake_services.py, in this process.
"""
import http.server
import itertools
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support"))
import fake_services  # noqa: E402

BIN = os.environ["HALFSTEP_BIN"]
KEY = "sk-the-key-of-this-test"
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("HALFSTEP_MODEL")}

PANEL = """format: halfstep/panel
version: 1
name: small
target_level: senior
signals:
  - {id: behavioral, meaning: Owns decisions and failures., owner: [behavioral]}
  - {id: design, meaning: Weighs options., owner: [design]}
seats:
  - {id: behavioral, kind: KIND, signals: [behavioral]MORE}
  - {id: design, signals: [design]}
rounds:
  - {id: behavioral, seat: behavioral, minutes: 40, questions: [took-back]}
  - {id: design, seat: design, minutes: 40, questions: [export-job]}
questions:
  - {id: took-back, ask: "Tell me about a decision of yours that you took back.", signals: [behavioral]}
  - {id: export-job, ask: "How would you export a whole history as one file?", signals: [design]}
"""

SAID = ("I moved the nightly job to a queue because the batch window was too short. I rejected a "
        "bigger machine, since it would only have bought us six months. It cut the delay from 9 "
        "hours to 12 minutes. Three other teams took it over since then.")


class Models(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), fake_services.Handler)
        cls.server.daemon_threads = True
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.callers = itertools.count()

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def url(self, behaviour):
        return f"http://127.0.0.1:{self.server.server_address[1]}/{behaviour}/t{next(self.callers)}/v1"

    @staticmethod
    def seen(url):
        with urllib.request.urlopen(url.removesuffix("v1") + "seen") as answer:
            return json.load(answer)

    def run_halfstep(self, *args, stdin="", **environment):
        return subprocess.run([BIN, *map(str, args)], input=stdin, text=True, capture_output=True,
                              timeout=300, env={**CLEAN, **environment})

    def panel(self, kind="agent", more=""):
        file = self.folder / "small.panel.yaml"
        file.write_text(PANEL.replace("KIND", kind).replace("MORE", more))
        return file

    def candidate(self, name="robin", said=SAID):
        file = self.folder / f"{name}.candidate.yaml"
        file.write_text(f"""format: halfstep/candidate
version: 1
name: {name}
title: Robin
panel: small
rounds:
  - {{round: behavioral, answers: [{{question: took-back, say: {json.dumps(said)}}}]}}
  - {{round: design, answers: [{{question: export-job, say: {json.dumps(said)}}}]}}
""")
        return file

    def play(self, *flags, panel=None, candidate=None, name="loop", **environment):
        """(the process, the log's events, the packet) of a loop that came to its verdict."""
        log, packet = self.folder / f"{name}.jsonl", self.folder / f"{name}.json"
        done = self.run_halfstep("run", "--panel", panel or self.panel(), "--candidate",
                                 candidate or self.candidate(), "--log", log, "--packet", packet,
                                 *flags, **environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        events = [json.loads(line) for line in log.read_text().splitlines()]
        written = json.loads(packet.read_text())
        # A packet names its panel; this one is in no library.
        packet.write_text(json.dumps(dict(written, panel=str(self.folder / "small.panel.yaml"))))
        return done, events, written


def of_kind(events, kind):
    return [event["data"] for event in events if event["kind"] == kind]


def model_of(packet, seat):
    return next(one for one in packet["feedback"] if one["seat"] == seat).get("model")


class Seats(Models):
    def test_all_or_named_seats_are_the_models_and_the_verdict_says_so(self):
        url = self.url("invented-one")
        done, events, packet = self.play("--model-url", url, "--model", "fake", "--model-seats",
                                         "all", "--json")
        verdict = json.loads(done.stdout)
        self.assertEqual([(one["seat"], one["model"], one["part"]) for one in verdict["models"]],
                         [("behavioral", "fake-1", "wrote"), ("design", "fake-1", "wrote")])
        refused = verdict["models"][0]["refused"]
        self.assertEqual(refused[0]["quote"], "I single-handedly saved the company last year.")
        self.assertEqual(refused[0]["reason"], "these are not the candidate's words")
        self.assertEqual({reply["seat"] for reply in of_kind(events, "ModelReplied")},
                         {"behavioral", "design"})
        self.assertTrue(all(one["rater"] == "model:fake-1" for one in packet["feedback"]))
        table = self.play("--model-url", self.url("invented-one"), "--model", "fake",
                          "--model-seats", "design")[0].stdout
        self.assertIn("Design: played and written by the model fake-1", table)
        self.assertIn("“I single-handedly saved the company last year.”", table)
        self.assertNotIn("Behavioral: played", table)
        # The packet alone says it too.
        again = json.loads(self.run_halfstep("debrief", self.folder / "loop.json").stdout)
        self.assertEqual([one["seat"] for one in again["models"]], ["design"])

    def test_the_environment_stands_for_the_flags(self):
        url = self.url("honest")
        _, _, packet = self.play("--model-seats", "behavioral", HALFSTEP_MODEL_URL=url,
                                 HALFSTEP_MODEL="fake", HALFSTEP_MODEL_DIALECT="anthropic",
                                 HALFSTEP_MODEL_KEY=KEY)
        self.assertEqual(model_of(packet, "behavioral")["name"], "fake-1")
        self.assertIsNone(model_of(packet, "design"))
        requests = self.seen(url)
        self.assertEqual({request["path"] for request in requests}, {"v1/messages"})
        self.assertEqual({request["headers"]["x-api-key"] for request in requests}, {KEY})

    def test_no_key_prompt_or_transcript_is_logged(self):
        for behaviour, level in (("honest", "info"), ("wrong-json", "info"),
                                 ("always-401", "info"), ("no-temperature", "debug")):
            done, events, _ = self.play(
                "--model-url", self.url(behaviour), "--model", "fake", "--model-seats", "all",
                "--log-level", level, "--transcript", HALFSTEP_MODEL_KEY=KEY)
            logged = done.stderr
            self.assertNotIn(KEY, logged + done.stdout + json.dumps(events))
            self.assertTrue(level == "info" or "model fake" in logged, logged)
            for secret in ("batch window", "Tell me about", "You interview", "Sure, here is"):
                self.assertNotIn(secret, logged)

    def test_seats_of_a_panel_file_keep_what_the_file_says(self):
        failing = ("--model", "fake", "--model-url")
        for kind, flags in (("model", ()), ("agent", ("--model-seats", "all"))):
            _, events, packet = self.play(*failing, self.url("always-401"), *flags,
                                          panel=self.panel(kind, ", fallback: abstain"))
            reasons = [one["reason"] for one in of_kind(events, "SeatAbstained")
                       if one["seat"] == "behavioral"]
            self.assertEqual(len(reasons), 1, kind)
            self.assertIn("model", reasons[0])
            _, events, packet = self.play(*failing, self.url("always-401"), *flags,
                                          panel=self.panel(kind))
            self.assertEqual(of_kind(events, "SeatAbstained"), [], kind)
            self.assertIn("401", model_of(packet, "behavioral")["taken_over"])

    def test_a_panel_with_a_model_seat_and_no_model_says_so(self):
        done, events, packet = self.play(panel=self.panel("model"))
        self.assertEqual({reply["error"] for reply in of_kind(events, "ModelReplied")},
                         {"model.101"})
        self.assertIn("no language model", model_of(packet, "behavioral")["taken_over"])
        self.assertIn("Behavioral: written by the embedded interviewer", done.stdout)

    def test_several_models_sit_in_several_seats(self):
        url = self.url("honest")
        done, _, packet = self.play("--model-url", url, "--model", "first", "--model-seats",
                                    "behavioral,design=second", "--json")
        self.assertEqual([one["model"] for one in json.loads(done.stdout)["models"]],
                         ["first", "second"])
        self.assertEqual(model_of(packet, "design")["name"], "second")

    def test_the_budget_ends_the_calls(self):
        for flags in (("--model-requests-max", "2"), ("--model-tokens-max", "200")):
            url = self.url("honest")
            _, events, packet = self.play("--model-url", url, "--model", "fake", "--model-seats",
                                          "all", *flags)
            self.assertEqual(len(self.seen(url)), 2)
            self.assertIn("model.113", [one["error"] for one in of_kind(events, "ModelReplied")])
            self.assertIn("budget", model_of(packet, "design")["taken_over"])


class WrongFlags(Models):
    def test_each_wrong_flag_gets_one_clear_line(self):
        url = ("--model-url", "http://127.0.0.1:9/v1", "--model", "fake")
        for wanted, flags, environment in (
                ("usage.110", ("--model", "fake"), {}),
                ("usage.110", ("--model-url", "http://127.0.0.1:9/v1"), {}),
                ("usage.110", ("--model-url", "ftp://host/v1", "--model", "fake"), {}),
                ("usage.110", ("--model-url", "http://u:p@host/v1", "--model", "fake"), {}),
                ("usage.111", ("--model-url", "http://example.org/v1", "--model", "fake"),
                 {"HALFSTEP_MODEL_KEY": KEY}),
                ("usage.111", ("--model-url", "http://127.0.0.1.example.org/v1", "--model", "fake"),
                 {"HALFSTEP_MODEL_KEY": KEY}),
                ("usage.112", ("--model-seats", "all"), {}),
                ("usage.112", ("--model-record",), {}),
                ("usage.112", (*url, "--model-record"), {}),
                ("usage.113", (*url, "--model-seats", "behaviour"), {}),
                ("usage.113", (*url, "--model-seats", "behavioral,nobody=fake"), {}),
                ("cassette.102", ("--model-cassette", self.folder / "none"), {})):
            done = self.run_halfstep("run", "--panel", self.panel(), "--candidate",
                                     self.candidate(), *flags, **environment)
            self.assertEqual(done.returncode, 66 if "cassette" in wanted else 2,
                             (flags, done.stderr))
            self.assertIn(f"[{wanted}]", done.stderr)
            self.assertEqual((done.stdout, done.stderr.count("\n")), ("", 1))
            self.assertNotIn(KEY, done.stderr)
        for flags in (("--model-dialect", "latin"), ("--model-requests-max", "0"),
                      ("--model-tokens-max", "-1")):
            done = self.run_halfstep("run", "--panel", self.panel(), "--candidate",
                                     self.candidate(), *url, *flags)
            self.assertEqual(done.returncode, 2)
            self.assertIn(flags[0], done.stderr)

    def test_a_key_is_sent_to_this_machine_or_encrypted_only(self):
        done = self.run_halfstep("run", "--panel", self.panel(), "--candidate", self.candidate(),
                                 "--model-url", "http://localhost:9/v1", "--model", "fake",
                                 HALFSTEP_MODEL_KEY=KEY)
        self.assertEqual(done.returncode, 0, done.stderr)


class Cassette(Models):
    def test_a_recorded_loop_plays_again_without_a_network(self):
        url, cassette = self.url("invented-one"), self.folder / "loop.cassette"
        _, live, packet = self.play("--model-url", url, "--model", "fake", "--model-seats", "all",
                                    "--model-cassette", cassette, "--model-record",
                                    HALFSTEP_MODEL_KEY=KEY)
        text = cassette.read_text()
        self.assertNotIn(KEY, text)
        self.assertNotIn("127.0.0.1", text)
        asked = len(self.seen(url))
        self.assertEqual(text.count("\n"), asked + 1)
        _, again, replayed = self.play("--model-seats", "all", "--model-cassette", cassette,
                                       name="again")
        self.assertEqual(len(self.seen(url)), asked)
        self.assertEqual(replayed, packet)

        def timeless(events):
            for event in events:
                event["data"].pop("took_ms", None)
            return events
        self.assertEqual(timeless(again), timeless(live))

    def test_what_was_not_recorded_is_told_and_taken_over(self):
        cassette = self.folder / "loop.cassette"
        flags = ("--model-seats", "all", "--model-cassette", cassette)
        self.play("--model-url", self.url("honest"), "--model", "fake", "--model-record", *flags)
        other = self.candidate("other", SAID.replace("I rejected", "I turned down"))
        _, events, packet = self.play(*flags, candidate=other)
        self.assertIn("model.115", [one["error"] for one in of_kind(events, "ModelReplied")])
        self.assertIn("cassette", model_of(packet, "behavioral")["taken_over"])

    def test_a_file_that_is_no_cassette_is_named_with_its_line(self):
        cassette = self.folder / "loop.cassette"
        head = '{"format":"halfstep/cassette","model":"fake","version":1}\n'
        for text, where in (("", ""), ("{}\n", ":1"), (head + "oops\n", ":2"),
                            (head + '{"request":{}}\n', ":2"), (head + head, ":2"),
                            (head + '{"request":{},"reply":{"text":7,"model":"m"}}\n', ":2")):
            cassette.write_text(text)
            done = self.run_halfstep("run", "--panel", self.panel(), "--candidate",
                                     self.candidate(), "--model-cassette", cassette)
            self.assertEqual(done.returncode, 65, done.stderr)
            self.assertIn("[cassette.103]", done.stderr)
            self.assertIn(f"loop.cassette{where}", done.stderr)


class Compare(Models):
    def loops(self, seats, candidates):
        """Logs of loops in which the model of a name sat in those seats."""
        for k, said in enumerate(candidates):
            for name, seat in seats.items():
                self.play("--model-url", self.url("honest"), "--model", name, "--model-seats",
                          seat, candidate=self.candidate(f"c{k}", said), name=f"{name}-{k}")
                yield self.folder / f"{name}-{k}.jsonl"

    def test_card_by_card_where_a_model_and_the_embedded_interviewer_differ(self):
        self.play("--model-url", self.url("invented-one"), "--model", "fake", "--model-seats",
                  "behavioral")
        for file in ("loop.jsonl", "loop.json"):
            done = self.run_halfstep("compare", self.folder / file, "--cards")
            self.assertEqual(done.returncode, 0, done.stderr)
            for words in ("model says", "embedded says", "fake-1", "both", "The model's note.",
                          "It cut the delay from 9"):
                self.assertIn(words, done.stdout)
            self.assertNotIn("design", done.stdout)
            self.assertNotIn("single-handedly", done.stdout)
            found = json.loads(self.run_halfstep("compare", self.folder / file, "--json").stdout)
            row = found["comparisons"][0]["signals"][0]
            self.assertEqual((row["seat"], row["model"]), ("behavioral", "fake-1"))
            self.assertIn("both", {card["found_by"] for card in row["cards"]})
            self.assertIsInstance(row["steps"], int)
            self.assertIsNone(found["independence"]["effective_opinions"])

    def test_several_models_are_told_as_so_many_independent_opinions(self):
        # The two readings differ by other steps on each, else there is nothing to correlate.
        strong = SAID + (" I was wrong about the first cut: I had shipped it without a dry run and "
                         "40 nurses waited for two hours, so since then every change of ours runs "
                         "against a copy first and the payments team took that rule over.")
        plain = "I moved a job to a queue. It was fine and it worked well for us."
        weak = "We did a job. It was a good one and everybody was happy with it, I think."
        logs = list(self.loops({"first": "all", "second": "all"}, (strong, plain, weak)))
        done = self.run_halfstep("compare", *logs, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        found = json.loads(done.stdout)
        self.assertEqual(found["independence"]["raters"], ["first", "second"])
        # They say the same: two of them are worth one.
        self.assertEqual(found["independence"]["correlation"], 1)
        self.assertEqual(found["independence"]["effective_opinions"], 1)
        self.assertIn("2 raters", self.run_halfstep("compare", *logs).stdout)

    def test_what_cannot_be_compared_is_told(self):
        self.play()
        done = self.run_halfstep("compare", self.folder / "loop.jsonl")
        self.assertEqual(done.returncode, 65)
        self.assertIn("[compare.101]", done.stderr)
        self.assertIn("loop.jsonl", done.stderr)
        file = self.folder / "loop.json"
        packet = json.loads(file.read_text())
        packet.pop("transcript")
        file.write_text(json.dumps(packet))
        done = self.run_halfstep("compare", file)
        self.assertEqual(done.returncode, 65)
        self.assertIn("[compare.102]", done.stderr)


class Afterwards(Models):
    def test_replay_what_if_and_debrief_never_ask_the_model(self):
        url = self.url("honest")
        self.play("--model-url", url, "--model", "fake", "--model-seats", "all")
        asked = len(self.seen(url))
        environment = {"HALFSTEP_MODEL_URL": url, "HALFSTEP_MODEL": "fake"}
        for command in (("replay", self.folder / "loop.jsonl"),
                        ("whatif", self.folder / "loop.json", "--set", "design=no_hire"),
                        ("debrief", self.folder / "loop.json")):
            done = self.run_halfstep(*command, **environment)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(self.seen(url)), asked)

    def test_the_server_says_which_model_it_seats(self):
        server = subprocess.Popen(
            [BIN, "serve", "--listen", "127.0.0.1:0", "--data", self.folder, "--model-url",
             self.url("honest"), "--model", "fake", "--model-seats", "design"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=CLEAN)
        try:
            base = re.match(r"listening on (\S+)", server.stdout.readline()).group(1)
            with urllib.request.urlopen(base + "/config.json") as answer:
                self.assertEqual(json.load(answer)["model"], {"name": "fake", "seats": "design"})
            server.send_signal(signal.SIGTERM)
            self.assertEqual(server.wait(timeout=30), 0)
        finally:
            server.kill()
            server.stdout.close()
            server.wait()


if __name__ == "__main__":
    unittest.main()
