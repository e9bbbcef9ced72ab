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

TEST_CASE("a report of nearly nothing is still a report", "[transport]") {
    for (const json& bare : {json::object(), json({{"verdict", 7}, {"packet", json::array()}})}) {
        CHECK(report_html(bare).find("</html>") != std::string::npos);
    }
}
