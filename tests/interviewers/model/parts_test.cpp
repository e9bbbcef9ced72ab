#include <nlohmann/json.hpp>

#include "interviewers/model/clean_text.hpp"
#include "interviewers/model/event_stream.hpp"
#include "interviewers/model/move_decision.hpp"
#include "interviewers/model/quote_place.hpp"
#include "interviewers/model/retry.hpp"
#include "interviewers/model/streamed_text.hpp"
#include "tests/interviewers/model/model_view.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using namespace std::chrono_literals;

namespace {

RoundRecord said(const std::string& question, const std::string& answer) {
    Turn asked;
    asked.speaker = Speaker::Interviewer;
    asked.text = question;
    Turn answered;
    answered.text = answer;
    return {"design", {asked, answered}};
}

std::vector<std::string> events_of(const std::string& bytes, std::size_t step) {
    EventStream stream;
    std::vector<std::string> events;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        stream.feed(std::string_view(bytes).substr(at, step),
                    [&](std::string_view data) { events.emplace_back(data); });
    }
    return events;
}

}  // namespace

TEST_CASE("a quote is found exactly, then by space and quotes alone", "[model]") {
    const RoundRecord round =
        said("What did I reject?", "Well, I didn’t  “shard”\nby tenant – it’s naïve ☃ to.");
    const auto span = [&](const char* quote) -> std::string {
        const auto place = locate_quote(round, quote);
        if (!place) return "";
        CHECK(place->turn == 1);
        return std::string(slice(round.turns[1].text, place->span));
    };
    CHECK(span("I didn’t  “shard”") == "I didn’t  “shard”");
    CHECK(span("I didn't \"shard\" by tenant") == "I didn’t  “shard”\nby tenant");
    CHECK(span("by tenant - it's naïve ☃") == "by tenant – it’s naïve ☃");
    CHECK(span("  by tenant  ") == "by tenant");
    CHECK(span("I did not \"shard\" by tenant").empty());
    CHECK(span("i didn't \"shard\"").empty());
    CHECK(span("by tenan").empty());  // inside a word
    CHECK(span("aïve ☃").empty());
    CHECK(span("by tenant it's").empty());
    CHECK(span("What did I reject?").empty());  // the interviewer's
    CHECK(span("").empty());
    CHECK(span(" \n ").empty());
}

TEST_CASE("events of a stream are the same however their bytes are cut", "[model]") {
    const std::string bytes =
        ": ping\r\ndata: {\"é\":1}\r\n\r\nevent: x\ndata:two\ndata: lines\n\nid: 7\n\rdata: ☃\r\r"
        "data: never ended";
    const std::vector<std::string> expected{"{\"é\":1}", "two\nlines", "☃"};
    for (std::size_t step = 1; step <= bytes.size(); ++step) {
        CHECK(events_of(bytes, step) == expected);
    }
}

TEST_CASE("a text member is read while it comes, in whole characters", "[model]") {
    const std::string json =
        R"({"move": "follow_up", "x": {"text": 1}, "text": "Why \"é\" \ud83d\ude00 so?", "a": 1})";
    std::string last;
    for (std::size_t size = 0; size <= json.size(); ++size) {
        const std::string text = streamed_text(std::string_view(json).substr(0, size), "text");
        CHECK(is_utf8(text));
        CHECK(text.starts_with(last));
        last = text;
    }
    CHECK(last == "Why \"é\" 😀 so?");
    CHECK(streamed_text(R"({"quote": "text", "a": "text")", "text").empty());
}

TEST_CASE("a model's words become one clean line", "[model]") {
    CHECK(clean_text(" a\n\n b\x1b[31m\tc ", 100) == "a b [31m c");
    CHECK(clean_text("äöü and more", 3) == "äöü");
    CHECK(without_fence("\n```json\n{\"a\": 1}\n```\n") == "{\"a\": 1}");
    CHECK(without_fence("{\"a\": \"```\"}") == "{\"a\": \"```\"}");
    CHECK(without_fence("``````").empty());
    CHECK(without_fence("```").size() == 3);
}

TEST_CASE("waits grow with the attempts, are drawn from a seed, and heed the server", "[model]") {
    const RetryPolicy policy{5, 500ms, 20'000ms};
    for (int attempt = 1; attempt < 12; ++attempt) {
        const auto bound = std::min(500ms * (1 << (attempt - 1)), 20'000ms);
        std::chrono::milliseconds longest{0};
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            const auto wait = wait_before_retry(policy, attempt, std::nullopt, seed);
            CHECK(wait == wait_before_retry(policy, attempt, std::nullopt, seed));
            CHECK(wait >= 0ms);
            CHECK(wait <= bound);
            longest = std::max(longest, wait);
        }
        CHECK(longest > bound / 2);
    }
    CHECK(wait_before_retry(policy, 1, 7s, 1) == 7s);
}

TEST_CASE("what may be said is decided by the program", "[model]") {
    SeatView view = halfstep::testing::after_first_answer(
        halfstep::testing::view_of_case("bh-conflict-senior"));
    MoveFrame frame;
    frame.allowed = {MoveKind::FollowUp};
    frame.open = &view.questions[0];
    const auto decided = [&](const std::string& move, const std::string& text,
                             const std::string& quote = "") -> std::string {
        const nlohmann::json answer{{"move", move},
                                    {"text", text},
                                    {"quote", quote},
                                    {"asks_for", "none"},
                                    {"reason", "why"}};
        const auto made = decide_move(view, 0, frame, answer.dump());
        if (!made) return made.error().id + " " + made.error().message;
        return *made ? (*made)->text : "listens";
    };
    CHECK(decided("follow_up", "Which number\nwas it?") == "Which number was it?");
    CHECK(decided("challenge", "Really?").starts_with("model.112"));
    CHECK(decided("listen", "").starts_with("model.112"));
    frame.may_listen = true;
    CHECK(decided("listen", "") == "listens");
    CHECK(decided("follow_up", " \n ") == "model.119 nothing is said");
    CHECK(decided("follow_up", std::string(300, 'a') + std::string(400, ' ') + "b") != "");
    std::string endless;
    for (int k = 0; k < 130; ++k) endless += "and so ";
    CHECK(decided("follow_up", endless) == "model.119 too long to be spoken");
    CHECK(decided("follow_up", "Hello.") == "model.119 it was said before in this round");
    CHECK(decided("follow_up", "Why?", "words nobody ever said") ==
          "model.119 the quote is not the candidate's words");
    CHECK(decided("follow_up",
                  "Have you escalated to the steering committee with a written proposal?") ==
          "model.119 it gives away what the question looks for");
    // What the panel's author wrote to be asked may be said, whatever another question looks for.
    QuestionSpec other;
    other.id = "other";
    other.ask = "When did you last escalate to the steering committee with a written proposal?";
    view.questions.push_back(other);
    frame.open = &view.questions[0];
    CHECK(decided("follow_up", "Let us go on. " + other.ask) == "Let us go on. " + other.ask);
}
