#include "panel/json.hpp"

#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"

using namespace halfstep;
using nlohmann::json;

namespace {

json sample_packet() {
    return json::parse(R"({
        "format": "halfstep/packet", "version": 1, "panel": "senior-backend",
        "target_level": "senior", "candidate": "C-17",
        "feedback": [{"seat": "design", "rater": "agent:design", "abstained": null,
            "ratings": [{"signal": "design", "rating": "lean_no_hire", "estimate": 1.84,
                         "confidence": "high", "cards": ["d1"]}],
            "cards": [{"id": "d1", "signal": "design", "form": "reasoning", "polarity": "concern",
                       "severity": 2, "turn": 14, "span": [120, 155],
                       "quote": "we can add monitoring and retries", "note": "no failure named"}],
            "summary": "Fluent, with no failure mode bounded."}]})");
}

std::string where_and_what(const Error& error) {
    return error.where + ": [" + error.id + "] " + error.message +
           (error.hint.empty() ? "" : "; " + error.hint);
}

}  // namespace

TEST_CASE("a packet survives reading and writing", "[panel]") {
    const json before = sample_packet();
    const Result<Packet> packet = packet_from_json(before);
    REQUIRE(packet);
    CHECK(packet->feedback[0].ratings[0].estimate == 1840);
    CHECK(packet->feedback[0].cards[0].span == Span{120, 155});
    CHECK(to_json(*packet) == before);
    CHECK(canonical(to_json(*packet)) == canonical(before));
}

TEST_CASE("a wrong packet is told where and what to write instead", "[panel]") {
    const auto error_of = [](const char* pointer, const json& value) {
        json packet = sample_packet();
        packet[json::json_pointer(pointer)] = value;
        const Result<Packet> read = packet_from_json(packet);
        REQUIRE_FALSE(read);
        return where_and_what(read.error());
    };
    CHECK(error_of("/version", 2) ==
          "/version: [packet.109] version 2 is not known; this program reads version 1");
    CHECK(error_of("/format", "halfstep/panel") ==
          "/format: [packet.108] this is \"halfstep/panel\"; expected \"halfstep/packet\"");
    CHECK(error_of("/feedback/0/seat", 7) ==
          "/feedback/0/seat: [packet.103] expected text, found number");
    CHECK(error_of("/feedback/0/cards/0/severity", 9) ==
          "/feedback/0/cards/0/severity: [packet.104] 9 is out of range; write 0 to 3");
    CHECK(error_of("/feedback/0/cards/0/span", json::array({9, 3})) ==
          "/feedback/0/cards/0/span: [packet.111] a span is two whole numbers, begin and end; "
          "count code points from 0, end not included: [120, 188]");
    CHECK(error_of("/feedback/0/cards/0/form", "vibe") ==
          "/feedback/0/cards/0/form: [packet.107] \"vibe\" is not a known word; one of: behavior, "
          "reasoning, artifact, level_signal");
    CHECK(error_of("/feedback/0/ratings/0/estimate", 1e300) ==
          "/feedback/0/ratings/0/estimate: [packet.104] 1e+300 is out of range; write 0.0 to 11.0");
}

TEST_CASE("parse_json refuses duplicate keys, deep nesting and malformed UTF-8", "[panel]") {
    CHECK(parse_json(R"({"a": 1, "b": [true, null]})"));
    const Result<json> twice = parse_json(R"({"a": 1, "a": 2})");
    REQUIRE_FALSE(twice);
    CHECK(twice.error().message == "not valid JSON: the key \"a\" stands twice in one object");
    CHECK(parse_json(R"({"a": {"x": 1}, "b": {"x": 1}})"));
    CHECK_FALSE(parse_json(std::string(100'000, '[')));
    CHECK_FALSE(parse_json("{\"a\": \"\xFF\"}"));
    CHECK_FALSE(parse_json("{\"a\": 1} trailing"));
    CHECK_FALSE(parse_json(""));
}

TEST_CASE("a listening curve survives reading and writing, a wrong one is refused", "[panel]") {
    json packet = sample_packet();
    packet["feedback"][0]["listening"] = json::parse(R"([
        {"round": "design", "turn": 3, "words": 40, "point_words": 12, "signposts": 1,
         "load": 0.25, "relevance": 0.5, "responds": true, "lost_at": null,
         "curve": [[0, 1.0], [88, 0.75]]},
        {"round": "design", "turn": 5, "words": 3, "point_words": null, "signposts": 0,
         "load": 0.0, "relevance": 0.0, "responds": null, "lost_at": 20, "curve": []}])");
    const Result<Packet> read = packet_from_json(packet);
    REQUIRE(read);
    CHECK(read->feedback[0].listening[0].curve[1].at == 88);
    CHECK(to_json(*read) == packet);

    packet["feedback"][0]["listening"][0]["curve"] = json::parse("[[0, 1.0], [-4, 0.5]]");
    const Result<Packet> wrong = packet_from_json(packet);
    REQUIRE_FALSE(wrong);
    CHECK(where_and_what(wrong.error()) ==
          "/feedback/0/listening/0/curve: [packet.111] a curve is a list of pairs, code point and "
          "attention; such as [[0, 1.0], [88, 0.93]], at most 2000");
}

TEST_CASE("the seal changes with any word of the feedback", "[panel]") {
    Feedback feedback = packet_from_json(sample_packet())->feedback[0];
    const std::string before = seal_of(feedback);
    CHECK(before.size() == 64);
    feedback.summary += ".";
    CHECK(seal_of(feedback) != before);
}

TEST_CASE("every kind of event survives reading and writing", "[panel]") {
    const Feedback feedback = packet_from_json(sample_packet())->feedback[0];
    std::vector<EventBody> bodies{
        RoundStarted{"design", "design", 45},
        QuestionAsked{"design", 1, MoveKind::FollowUp, "How many?", "limits",
                      ObservationKind::Number, "no number yet", "a lot"},
        RemarkMade{"design", 0, MoveKind::Opening, "Hello.", "the round begins"},
        AnswerGiven{"design", 2, TurnKind::Code, "x = 1", true, "k1", 5, 9},
        RoundFinished{"design", "candidate", "k2"},
        FeedbackSealed{"design", "agent:design", std::string(64, 'a')},
        SeatAbstained{"coding", "human:coding", "no feedback before the deadline"},
        EnvelopesOpened{{feedback}},
        DebriefStep{"table", R"({"rows":[]})"},
        VerdictReached{R"({"outcome":"hire"})"},
        VariationCreated{
            "v1",
            "",
            "braver",
            {Change{Change::Kind::SetRating, "", "design", "hire", "", "", "", "", 0, "", {}}},
            R"({"outcome":"hire"})"},
        VariationChanged{"v1", "bolder", false, true, true, false},
        RatingCorrected{"design", "design", "hire", "coach", "heard it twice", "own_round",
                        R"({"outcome":"hire"})"},
        CommentAdded{"coach", "listen again", "d1", "", std::nullopt},
        LoopPaused{"k3"},
        LoopResumed{"k4"},
        QuestionAsked{
            "design", 3, MoveKind::Question, "How?", "", {}, "asked", "", "human:Ines", "k4"},
        SeatTaken{"design", "Ines", true, "k3"},
        ModelReplied{"design",
                     "design",
                     "move",
                     "m-1",
                     "move.1",
                     "refused",
                     "model.119",
                     "it praises the candidate",
                     "{}",
                     9,
                     {{"design", "a quote", "not said"}},
                     2,
                     300,
                     40,
                     1200}};
    std::uint64_t seq = 0;
    for (EventBody& body : bodies) {
        const Event event{"loop-1", ++seq, 1'700'000'000'000, 1, std::move(body)};
        const json written = to_json(event);
        const Result<Event> read = event_from_json(written);
        INFO(written.dump() << (read ? "" : where_and_what(read.error())));
        REQUIRE(read);
        CHECK(to_json(*read) == written);
        CHECK(kind_of(read->body) == kind_of(event.body));
    }
}

TEST_CASE("a change of temper keeps what it says and refuses what cannot be undone", "[panel]") {
    const json written = {{"change", "set_persona"},
                          {"seat", "design"},
                          {"persona", {{"strictness", -0.5}, {"loudness", 1.0}}}};
    const Result<Change> read = change_from_json(written, "/changes/0");
    REQUIRE(read);
    CHECK(read->persona.strictness == -0.5);
    CHECK_FALSE(read->persona.stubbornness.has_value());
    CHECK(to_json(*read) == written);
    json wrong = written;
    wrong["persona"] = {{"warmth", 1}};
    const Error asked = change_from_json(wrong, "/changes/0").error();
    CHECK(asked.id == "change.209");
    CHECK(asked.where == "/changes/0/persona/warmth");
    wrong["persona"] = {{"strictness", 3}};
    CHECK(change_from_json(wrong, "").error().where == "/persona/strictness");
    wrong = written;
    wrong.erase("seat");
    CHECK_FALSE(change_from_json(wrong, ""));
}

TEST_CASE("an unknown kind or a later version of an event is refused", "[panel]") {
    json event = to_json(Event{"l", 1, 0, 1, RoundStarted{"design", "design", 45}});
    event["kind"] = "RoundBegun";
    CHECK(event_from_json(event).error().id == "event.107");
    event["kind"] = "RoundStarted";
    event["version"] = 2;
    CHECK(event_from_json(event).error().id == "event.104");
}
