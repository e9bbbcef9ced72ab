#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

void check_same(const RoundReading& a, const RoundReading& b) {
    CHECK(a.words == b.words);
    REQUIRE(a.sentences.size() == b.sentences.size());
    for (std::size_t i = 0; i < a.sentences.size(); ++i)
        CHECK(a.sentences[i].span == b.sentences[i].span);
    REQUIRE(a.observations.size() == b.observations.size());
    for (std::size_t i = 0; i < a.observations.size(); ++i) {
        CHECK(a.observations[i].kind == b.observations[i].kind);
        CHECK(a.observations[i].span == b.observations[i].span);
    }
}

}  // namespace

TEST_CASE("A growing answer reads like the whole one", "[interviewers]") {
    const std::vector<std::string> parts{"I refused",         "the merge because it",
                                         "lost rows. Then I", "counted: 40 of 900 orders",
                                         "were gone. Since",  "then every import is compared."};
    std::string whole = parts[0];
    RoundReader reader;
    Turn asked;
    asked.speaker = Speaker::Interviewer;
    asked.text = "What happened?";
    reader.add_turn(asked);
    Turn said;
    said.text = parts[0];
    reader.add_turn(said);
    for (std::size_t i = 1; i < parts.size(); ++i) {
        reader.extend_last(parts[i]);
        whole += " " + parts[i];
    }
    check_same(reader.reading(), read_round(one_answer(whole, "What happened?"), false));
}

TEST_CASE("Follow-up conditions hold on what the answer lacks", "[interviewers]") {
    const RoundRecord round = one_answer("We moved the cache. We cleaned the queue.");
    const AnswerReading answer = answer_of(read_round(round, false), round, 1, 1);
    Condition missing;
    missing.kind = Condition::Kind::Missing;
    missing.observation = ObservationKind::Number;
    CHECK(holds(missing, answer));
    Condition we;
    we.kind = Condition::Kind::SaysWe;
    CHECK(holds(we, answer));
    Condition mentions;
    mentions.kind = Condition::Kind::Mentions;
    mentions.words = "caches";
    CHECK(holds(mentions, answer));
    mentions.words = "cacheable index";
    CHECK_FALSE(holds(mentions, answer));
    Condition longer;
    longer.kind = Condition::Kind::Longer;
    longer.word_count = 8;
    CHECK_FALSE(holds(longer, answer));
    longer.word_count = 7;
    CHECK(holds(longer, answer));
}

TEST_CASE("Every observation points at words of its turn", "[interviewers]") {
    const RoundRecord round = one_answer(
        "Um, so\u2026 I \u201ckilled\u201d it. We lost 3 % of orders, since the cap failed! Why? "
        "Mine.");
    const RoundReading reading = read_round(round, false);
    REQUIRE_FALSE(reading.observations.empty());
    for (const Observation& o : reading.observations) {
        CHECK(o.turn == 1);
        CHECK(o.span.begin < o.span.end);
        CHECK(o.span.end <= code_point_count(round.turns[1].text));
    }
}
