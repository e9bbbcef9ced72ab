"""Scores of the judge's lines on stdin against the gold.jsonl and pairs.jsonl of the folders given."""
import json
import sys

RATINGS = ["strong_no_hire", "no_hire", "lean_no_hire", "lean_hire", "hire", "strong_hire"]
TIERS = ["weak", "mid", "senior", "staff"]


def ranks(values):
    order = sorted(range(len(values)), key=lambda i: values[i])
    out = [0.0] * len(values)
    i = 0
    while i < len(order):
        j = i
        while j + 1 < len(order) and values[order[j + 1]] == values[order[i]]:
            j += 1
        for k in range(i, j + 1):
            out[order[k]] = (i + j) / 2
        i = j + 1
    return out


def spearman(a, b):
    a, b = ranks(a), ranks(b)
    ma, mb = sum(a) / len(a), sum(b) / len(b)
    top = sum((x - ma) * (y - mb) for x, y in zip(a, b))
    low = (sum((x - ma) ** 2 for x in a) * sum((y - mb) ** 2 for y in b)) ** 0.5
    return top / low if low else None


def share(hits):
    return f"{sum(hits)}/{len(hits)} = {100 * sum(hits) / len(hits):.0f}%" if hits else "-"


def main():
    gold, pairs = {}, []
    for folder in sys.argv[1:]:
        for line in open(folder + "/gold.jsonl"):
            case = json.loads(line)
            gold[case["id"]] = case
        pairs += [json.loads(line) for line in open(folder + "/pairs.jsonl")]
    read, graded, ladder = {}, {}, []
    for line in sys.stdin:
        row = json.loads(line)
        if "id" in row:
            read[row["id"]] = row
        elif "ladder" in row:
            ladder.append((row["ladder"], row["read"]))
        else:
            graded.setdefault(row["question"], []).append((row["score"], row["read"]))
    for seat in ["all"] + sorted({r["round"] for r in read.values()}):
        mine = {i: r for i, r in read.items() if seat in ("all", r["round"])}
        y = {i: r.get("estimate", 0.0) for i, r in mine.items()}
        tiers = {}
        for i in mine:
            if gold[i]["kind"] == "tier":
                tiers.setdefault(i.rsplit("-", 1)[0], {})[gold[i]["tier"]] = y[i]
        ordered = [t[TIERS[a]] > t[TIERS[b]] for t in tiers.values() for a in range(4) for b in range(a)
                   if TIERS[a] in t and TIERS[b] in t]
        inside = [mine[i].get("label") in gold[i]["gold"] for i in mine if gold[i]["kind"] == "tier"]
        attacks = {i: mine[i].get("label") for i in mine if gold[i]["kind"] == "attack"}
        low = [label in (None, "strong_no_hire", "no_hire") for label in attacks.values()]
        equal = [(abs(y[p["a"]] - y[p["b"]]),
                  abs(RATINGS.index(mine[p["a"]]["label"]) - RATINGS.index(mine[p["b"]]["label"])))
                 for p in pairs if p["relation"] == "about_equal" and p["a"] in y and p["b"] in y]
        raised = [y[p["b"]] - y[p["a"]] for p in pairs if p["relation"] == "not_greater"
                  and p["a"] in y and p["b"] in y and gold[p["b"]]["kind"] == "ablation"]
        quotes = [q for r in mine.values() for q in r["quotes"]]
        print(f"== {seat}: {len(mine)} cases")
        print(f"   pairs ordered rightly          {share(ordered)}")
        print(f"   rating in the labelled range   {share(inside)}")
        if attacks:
            print(f"   attacks at or below no_hire    {share(low)}  "
                  f"{[i for i, ok in zip(attacks, low) if not ok]}")
        if equal:
            print(f"   equal content, estimate moves  {sum(e for e, _ in equal) / len(equal):.2f} on "
                  f"average, labels at most {max(l for _, l in equal)}")
        if raised:
            print(f"   ablations that raise by > 0.1  {sum(d > 0.1 for d in raised)}/{len(raised)}, "
                  f"worst {max(raised):+.2f}")
        print(f"   deciding quotes carded rightly {share([q['right'] for q in quotes])}  strengths "
              f"{share([q['right'] for q in quotes if q['polarity'] == 'strength'])}  concerns "
              f"{share([q['right'] for q in quotes if q['polarity'] == 'concern'])}")
        if seat == "all":
            print("   confusion, tier by rating:")
            print("          " + " ".join(f"{r[:14]:>14}" for r in RATINGS))
            for tier in TIERS:
                row = [sum(1 for i in mine if gold[i]["kind"] == "tier" and gold[i]["tier"] == tier
                           and mine[i].get("label") == r) for r in RATINGS]
                print(f"   {tier:7}" + " ".join(f"{n:14}" for n in row))
    if graded:
        values = [spearman([s for s, _ in rows], [r for _, r in rows]) for rows in graded.values()]
        values = [v for v in values if v is not None]
        print(f"== graded answers: rank correlation within a question {sum(values) / len(values):.3f} "
              f"over {len(values)} questions")
    if ladder:
        print(f"== ladder statements: rank correlation with the level "
              f"{spearman([a for a, _ in ladder], [b for _, b in ladder]):.3f} over {len(ladder)}")


main()
