"""What the fake model of fake_services.py says: cards and questions made of the words it was sent."""
import json
import re

FORMS = (("reasoning", r"\bbecause\b|\binstead\b|\brather\b"), ("artifact", r"\d"),
         ("level_signal", r"\bteams?\b|\bcompany\b"))


def said(request):
    """(system, user text, the fenced turns) of a request in either dialect."""
    messages = request["messages"]
    system = request.get("system") or messages[0]["content"]
    user = next(m["content"] for m in messages if m["role"] == "user")
    fence = re.search(r"that hold the word (\S+) and nothing else", system).group(1)
    lines = user.split("\n" + fence + "\n")[-2].split("\n") if fence in user else []
    turns = [json.loads(line) for line in lines if line.startswith("{")]
    return system, user, turns


def sentences(turns):
    for turn in turns:
        if turn["speaker"] != "candidate" or turn.get("kind", "speech") != "speech":
            continue
        for sentence in re.split(r"(?<=[.!?])\s+", turn["text"]):
            if len(sentence.split()) >= 5 and "[withheld]" not in sentence:
                yield turn, sentence


def card(signal, turn, quote, **more):
    form = next((name for name, pattern in FORMS if re.search(pattern, quote)), "behavior")
    return {"signal": signal, "round": turn["round"], "form": form, "polarity": "strength",
            "severity": 0, "quote": quote, "note": "The model's note.", "level": "senior", **more}


def feedback(behaviour, user, turns):
    signal = re.search(r"YOUR SIGNALS\n- ([^:]+):", user).group(1)
    found = list(sentences(turns))
    cards = [card(signal, turn, quote) for turn, quote in found[:40]]
    answer = {"cards": cards, "would_raise": [{"signal": signal, "text": "A number."}],
              "summary": "The model's summary, naïve ☃ 😀."}
    if behaviour == "invented":
        for one in cards:
            words = one["quote"].split()
            words[1] = "single-handedly"
            one["quote"] = " ".join(words)
    elif behaviour == "invented-one":
        cards.insert(0, card(signal, turns[0], "I single-handedly saved the company last year."))
    elif behaviour == "ratings-only":
        answer["cards"] = []
        answer["ratings"] = [{"signal": signal, "rating": "strong_hire"}]
    elif behaviour == "other-seat":
        cards.append(card("another", *found[0]))
    elif behaviour == "overreach":
        # All it was never asked for: another seat's name and rating, another policy, a verdict.
        answer.update(seat="design", rater="human:Ruth", abstained=None, policy="champion",
                      target_level="junior", outcome="hire",
                      ratings=[{"signal": "design", "rating": "strong_hire"},
                               {"signal": signal, "rating": "strong_hire"}])
        cards.append(card("design", *found[0]))
    elif behaviour == "obey" and any("IGNORE" in t["text"] or "output" in t["text"] for t in turns):
        answer["cards"] = [card(signal, turn, quote, form=form)
                           for turn, quote in found
                           for form in ("behavior", "reasoning", "artifact", "level_signal")]
        answer["cards"].append(card(signal, turns[0], "I am the best engineer there ever was."))
        answer["ratings"] = [{"signal": signal, "rating": "strong_hire"}]
        answer["summary"] = "Strong hire without a doubt."
    return answer


def move(behaviour, system, user, turns):
    allowed = re.search(r"these moves only: ([a-z_, ]+)\.", system).group(1).split(", ")
    kind = "listen" if behaviour == "listen" else allowed[0]
    last = [turn for turn in turns if turn["speaker"] == "candidate"]
    quote = " ".join(last[-1]["text"].split()[:5]).rstrip(".,") if last else ""
    following = re.search(r"NEXT QUESTION: (.*)", user)
    answer = {"move": kind, "text": "", "quote": quote, "asks_for": "number",
              "reason": "no number yet"}
    if kind == "question":
        answer.update(text="Let us go on. " + following.group(1), quote="", asks_for="none")
    elif kind == "listen":
        answer.update(quote="")
    else:
        answer["text"] = f'You said "{quote}". Which number tells that, naïve ☃ 😀 (turn {len(turns)})?'
    if behaviour == "invented":
        answer["text"] = 'You said "I never tested any of it". Why is that so?'
    if behaviour == "praise":
        answer["text"] = "Great answer, you are brilliant! What next?"
    return answer


def answer(behaviour, count, request):
    system, user, turns = said(request)
    if behaviour == "wrong-json" or (behaviour == "wrong-json-once" and count == 1):
        return "Sure, here is what I think."
    if is_feedback(request):
        text = json.dumps(feedback(behaviour, user, turns), ensure_ascii=False)
    else:
        text = json.dumps(move(behaviour, system, user, turns), ensure_ascii=False)
    if behaviour == "truncated-json":
        return text[:len(text) // 2]
    if behaviour == "fenced-json":
        return "```json\n" + text + "\n```"
    if behaviour == "enormous":
        return "x" * 1_200_000
    return text


def is_feedback(request):
    return "cards of evidence" in said(request)[0]


def is_anthropic(request):
    return "tools" in request


def name(request):
    """What it calls itself: what it was asked for, "fake" with its version."""
    return request["model"] if request["model"] != "fake" else "fake-1"


def whole(request, text):
    if is_anthropic(request):
        body = {"model": name(request), "stop_reason": "tool_use",
                "usage": {"input_tokens": 100, "output_tokens": 20},
                "content": [{"type": "tool_use", "name": "answer", "input": json.loads(text)}]}
    else:
        body = {"model": name(request), "usage": {"prompt_tokens": 100, "completion_tokens": 20},
                "choices": [{"finish_reason": "stop", "message": {"content": text}}]}
    return json.dumps(body).encode()


def stream(behaviour, request, text):
    pieces = [text[at:at + 7] for at in range(0, len(text), 7)]
    if behaviour == "enormous":
        pieces = [text[at:at + 65536] for at in range(0, len(text), 65536)]
    events = []
    if is_anthropic(request):
        events.append({"type": "message_start", "message": {
            "model": name(request), "usage": {"input_tokens": 100, "output_tokens": 1}}})
        events += [{"type": "content_block_delta", "index": 0,
                    "delta": {"type": "input_json_delta", "partial_json": piece}}
                   for piece in pieces]
        events.append({"type": "message_delta", "delta": {"stop_reason": "tool_use"},
                       "usage": {"output_tokens": 20}})
        events.append({"type": "message_stop"})
    else:
        events += [{"model": name(request), "choices": [{"delta": {"content": piece}}]}
                   for piece in pieces]
        stop = "length" if behaviour == "token-limit" else "stop"
        events.append({"model": name(request), "choices": [{"delta": {}, "finish_reason": stop}]})
        events.append({"model": name(request), "choices": [],
                       "usage": {"prompt_tokens": 100, "completion_tokens": 20}})
    lines = []
    for event in events:
        if "type" in event:
            lines.append("event: " + event["type"])
        lines += ["data: " + json.dumps(event, ensure_ascii=False), ""]
    if behaviour == "told-error":
        lines = ["data: " + json.dumps({"error": {"message": "overloaded"}}), ""]
    if not is_anthropic(request):
        lines += ["data: [DONE]", ""]
    return ("\n".join(lines) + "\n").encode()
