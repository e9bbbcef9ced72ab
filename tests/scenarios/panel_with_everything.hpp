#pragma once

#include <nlohmann/json.hpp>

namespace halfstep::testing {

/// Small and with every key, so that each of its values can be put in the place of each other.
inline nlohmann::json panel_with_everything() {
    return nlohmann::json::parse(
        R"({"format": "halfstep/panel", "version": 1, "name": "f", "title": "t",
        "role": "r", "ladder": ["mid", "senior"], "target_level": "senior",
        "scale": {"bar": "yes", "labels": [{"label": "no", "meaning": "m"}, {"label": "yes"}]},
        "signals": [{"id": "a", "meaning": "m", "owner": ["a"], "weights": {"senior": 1000},
            "floors": {"senior": "yes", "mid": 100}, "relief": 1, "compensable": 2,
            "adjacent": {"a": 3}, "anchors": {"senior": {"no": "x", "yes": "y"}},
            "vocabulary": ["v", {"words": ["w"], "means": "test"}], "usual_rejection": "u"}],
        "seats": [{"id": "a", "title": "t", "kind": "agent", "signals": ["a"],
            "persona": {"preset": "p", "strictness": 0.5, "patience": {"words": 200, "seconds": 90},
            "probing": 2}, "fallback": "abstain", "deadline_minutes": 0}],
        "personas": [{"id": "p", "preset": "even", "loudness": 1}],
        "rounds": [{"id": "a", "seat": "a", "minutes": 45, "questions": ["q"], "kind": "design"}],
        "questions": [{"id": "q", "ask": "w", "signals": ["a"],
            "looks_for": ["p", {"point": "p", "ways": ["w"]}],
            "follow_ups": [{"when": {"all": ["no number", {"not": "mentions x"}]}, "ask": "h"}],
            "challenges": ["c"],
            "problem": {"statement": "s", "starter": {"js": "x"}, "tests": {"js": "y"},
            "pitfalls": ["p"]}}],
        "policy": {"id": "floor_ledger", "parameters": {"net_min": 1, "floors": true}},
        "values": ["v", {"id": "w", "meaning": "m", "signals": ["a"], "ask": "a",
            "counts": ["c", {"point": "p", "ways": ["w"], "when": "no number"}]}],
        "notes": "n", "usual_rejection": "u"})");
}

}  // namespace halfstep::testing
