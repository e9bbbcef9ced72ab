#!/usr/bin/env python3
"""A language model and a speech service over HTTP that do as the path says, and misbehave on command.

The base address is /BEHAVIOUR/CALLER/v1: the first word says how to answer, the second tells callers
apart (it starts the count of requests anew). Prints `port N TLS_PORT` once it listens; ends with its standard
input. GET /BEHAVIOUR/CALLER/seen gives the requests that came there, each with how many ran at once.
"""
import http.server
import json
import ssl
import subprocess
import sys
import tempfile
import threading
import time

import fake_model

seen = {}
running = {}
together = {}
lock = threading.Lock()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        key = tuple(self.path.split("/")[1:3])
        with lock:
            body = json.dumps(seen.get(key, []))
        self.whole(200, "application/json", body.encode())

    def do_POST(self):
        behaviour, caller = self.path.split("/")[1:3]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        key = (behaviour, caller)
        with lock:
            requests = seen.setdefault(key, [])
            running[key] = running.get(key, 0) + 1
            requests.append({
                "at_once": running[key],
                "peer": self.client_address[1],
                "path": self.path.split("/", 3)[3],
                "headers": {name.lower(): value for name, value in self.headers.items()},
                "body": body.decode("utf-8", "replace")})
            count = len(requests)
        try:
            self.answer(behaviour, count, body)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            with lock:
                running[key] -= 1

    def whole(self, status, kind, body, headers=()):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def error(self, status, message, headers=()):
        self.whole(status, "application/json",
                   json.dumps({"error": {"message": message}}).encode(), headers)

    def answer(self, behaviour, count, body):
        """One function per way to misbehave before there is any content; then the content."""
        for name, until in (("429", 429), ("500", 500), ("503", 503), ("401", 401)):
            if behaviour == "always-" + name:
                return self.error(until, "no")
            if behaviour == name + "-once" and count == 1:
                return self.error(until, "later")
        if behaviour == "429-retry-after" and count == 1:
            return self.error(429, "slow down", [("Retry-After", "1")])
        if behaviour == "429-retry-tomorrow":
            return self.error(429, "slow down", [("Retry-After", "86400")])
        if behaviour == "slow-first-byte":
            time.sleep(5)
        if behaviour == "redirect":
            return self.whole(302, "text/plain", b"", [("Location", "/honest/redirected/v1")])
        if behaviour == "cut" or (behaviour == "cut-once" and count == 1):
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"{")
            self.wfile.flush()
            self.close_connection = True
            return None
        if self.path.endswith("/audio/transcriptions"):
            return self.transcribe(behaviour, body)
        if self.path.endswith(("/chat/completions", "/messages")):
            return self.speak(behaviour, count, json.loads(body))
        return self.error(404, "no such path")

    def speak(self, behaviour, count, request):
        """What a model says, in the dialect it was asked in."""
        for part in ("response_format", "temperature", "max_tokens"):
            if behaviour == "no-" + part and part in request:
                return self.error(400, f"Unsupported parameter: '{part}'")
        if request["model"] == "broken":
            return self.error(401, "no such model")
        if behaviour == "together" and fake_model.is_feedback(request):
            # Nobody is answered before another has asked.
            until = time.monotonic() + 20
            key = tuple(self.path.split("/")[1:3])
            while running[key] < 2 and not together.get(key):
                if time.monotonic() > until:
                    return self.error(401, "nobody else asked")
                time.sleep(0.002)
            together[key] = True
        if behaviour.startswith("latency-"):
            time.sleep(int(behaviour.split("-")[1]) / 1000)
        if behaviour == "wrong-type":
            return self.whole(200, "text/html", b"<p>hello")
        if behaviour == "not-an-answer":
            return self.whole(200, "application/json", b'{"choices": 7}')
        text = fake_model.answer(behaviour, count, request)
        if behaviour == "whole":
            return self.whole(200, "application/json", fake_model.whole(request, text))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        stream = fake_model.stream(behaviour, request, text)
        step = 1 if behaviour == "split-utf8" else len(stream)
        if behaviour in ("stall", "cut-stream") or (behaviour == "cut-stream-once" and count == 1):
            self.wfile.write(stream[:len(stream) // 2])
            self.wfile.flush()
            if behaviour == "stall":
                time.sleep(5)
            return None
        if behaviour == "slow-words":
            step = max(1, len(stream) // 20)
        for at in range(0, len(stream), step):
            self.wfile.write(stream[at:at + step])
            self.wfile.flush()
            if behaviour == "slow-words":
                time.sleep(0.05)
        return None

    def transcribe(self, behaviour, body):
        timed = b"verbose_json" in body
        if behaviour == "no-times" and timed:
            return self.error(400, "response_format 'verbose_json' is not compatible")
        if behaviour == "html":
            return self.whole(200, "text/html", b"<p>hello")
        answer = {"text": " I sharded by tenant. "}
        if timed:
            answer["segments"] = [{"start": 0.0, "end": 1.5, "text": " I sharded"},
                                  {"start": 1.5, "end": 2.25, "text": " by tenant."}]
        return self.whole(200, "application/json", json.dumps(answer).encode())


def listen(certificate=None):
    """Serves on a port of its own, over TLS where there is a certificate. Returns the port."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # a client that does not trust it hangs up
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def self_signed(folder):
    """A certificate for this machine that nobody vouches for, with its key, in one file."""
    file = folder + "/self-signed.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                    "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", file,
                    "-out", file + ".crt"], check=True, capture_output=True)
    with open(file, "a", encoding="ascii") as both, open(file + ".crt", encoding="ascii") as one:
        both.write(one.read())
    return file


def main():
    with tempfile.TemporaryDirectory() as folder:
        print("port", listen(), listen(self_signed(folder)), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
