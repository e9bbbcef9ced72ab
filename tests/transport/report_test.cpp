#include "transport/report.hpp"

#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"

using namespace halfstep;
using nlohmann::json;

namespace {

const json kDebrief = json::parse(R"({
    "verdict": {"outcome": "down_level", "level": "mid", "target_level": "senior",
        "policy": "floor_ledger",
        "interval": {"low": {"outcome": "no_hire", "level": null},
                     "high": {"outcome": "hire", "level": "senior"}},
        "reasons": [{"text": "Behavioral <b>stands</b> below its floor."}],
        "flips": [{"raise": {"behavioral": 1}, "outcome": "hire", "level": "senior"}]},
    "packet": {"candidate": "<script>alert(1)</script>",
        "feedback": [{"seat": "design", "abstained": null, "summary": "a & b",
            "ratings": [{"signal": "design", "rating": "lean_hire", "confidence": "low"},
                        {"signal": "scope", "rating": null, "confidence": "low"}],
            "cards": [{"signal": "design", "polarity": "concern", "note": "x",
                       "quote": "</blockquote><img src=x onerror=alert(1)> | `rm`"}]},
            {"seat": "bar", "abstained": "no time"}]}})");

}  // namespace

TEST_CASE("the printed report says the verdict and escapes every word", "[transport]") {
    const std::string html = report_html(kDebrief);
    CHECK(html.find("Hire at a lower level: mid</h1>") != std::string::npos);
    CHECK(html.find("between: No hire and Hire at senior") != std::string::npos);
    CHECK(html.find("behavioral higher by 1 step: Hire at senior") != std::string::npos);
    CHECK(html.find("&lt;script&gt;alert(1)&lt;/script&gt;") != std::string::npos);
    CHECK(html.find("a &amp; b") != std::string::npos);
    CHECK(html.find("not observed") != std::string::npos);
    CHECK(html.find("Abstained: no time") != std::string::npos);
    for (const char* live : {"<script", "<img", "<b>", "http://", "https://"}) {
        CHECK(html.find(live) == std::string::npos);
    }
}

TEST_CASE("the Markdown report is as inert", "[transport]") {
    const std::string text = report_markdown(kDebrief);
    CHECK(text.find("# \\<script\\>alert(1)") == 0);
    CHECK(text.find("| design | lean hire | low |") != std::string::npos);
    CHECK(text.find("\n  > \\</blockquote\\>\\<img") != std::string::npos);
    CHECK(text.find("\\| \\`rm\\`") != std::string::npos);
}

TEST_CASE("every quote leads to its place in the transcript", "[transport]") {
    json debrief = kDebrief;
    debrief["verdict"]["reasons"][0]["cards"] = json::parse(R"(["d1", "nowhere"])");
    debrief["verdict"]["signals"] =
        json::parse(R"([{"signal": "design", "rating": null, "floor_met": false}])");
    json& packet = debrief["packet"];
    packet["transcript"] = json::parse(R"({"rounds": [{"round": "de sign\"", "turns": [
        {"speaker": "interviewer", "text": "Why?"},
        {"speaker": "candidate", "text": "Für mich: I chose a queue & a cache."}]}]})");
    packet["feedback"][0]["cards"] = json::parse(R"([
        {"id": "d1", "signal": "design", "polarity": "strength", "form": "reasoning",
         "round": "de sign\"", "turn": 1, "span": [10, 25], "quote": "I chose a queue"},
        {"id": "d2", "signal": "design", "polarity": "concern", "turn": 9, "span": [0, 900],
         "quote": "gone"}])");
    const std::string html = report_html(debrief);
    const std::string link = "<a href=\"#said-de-sign--1\">“I chose a queue”</a>";
    const std::size_t first = html.find(link);
    CHECK(first != std::string::npos);
    CHECK(html.find(link, first + 1) != std::string::npos);
    CHECK(html.find("id=\"said-de-sign--1\"") != std::string::npos);
    CHECK(html.find("Für mich: <mark>I chose a queue</mark> &amp; a cache.") != std::string::npos);
    CHECK(html.find("<blockquote>“gone”</blockquote>") != std::string::npos);
    CHECK(html.find("not observed, below the floor") != std::string::npos);
    const std::string text = report_markdown(debrief);
    CHECK(text.find("> [I chose a queue](#said-de-sign--1)") != std::string::npos);
    CHECK(text.find("<a id=\"said-de-sign--1\"></a>**Candidate:** Für mich") != std::string::npos);
}

TEST_CASE("the report names the models in seats and what was refused of them", "[transport]") {
    json debrief = kDebrief;
    debrief["verdict"]["models"] = json::parse(R"([{"seat": "design", "model": "<m>",
        "part": "wrote",
        "text": "Design: played and written by the model <m>; 1 of 9 cards refused.",
        "refused": [{"signal": "design", "quote": "I <i>saved</i> it",
                     "reason": "these are not the candidate's words"}]}])");
    const std::string html = report_html(debrief);
    CHECK(html.find("Language models</h2>") != std::string::npos);
    CHECK(html.find("written by the model &lt;m&gt;; 1 of 9 cards refused.") != std::string::npos);
    CHECK(html.find("Refused in design: these are not the candidate&#39;s words<blockquote>“I "
                    "&lt;i&gt;saved&lt;/i&gt; it”") != std::string::npos);
    const std::string text = report_markdown(debrief);
    CHECK(text.find("## Language models") != std::string::npos);
    CHECK(text.find("  > I \\<i\\>saved") != std::string::npos);
    CHECK(report_html(kDebrief).find("Language models") == std::string::npos);
}

TEST_CASE("a report of nearly nothing is still a report", "[transport]") {
    for (const json& bare : {json::object(), json({{"verdict", 7}, {"packet", json::array()}})}) {
        CHECK(report_html(bare).find("</html>") != std::string::npos);
    }
}
