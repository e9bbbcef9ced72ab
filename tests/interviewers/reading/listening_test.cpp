#include "interviewers/reading/listening.hpp"

#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

const std::string kPoint =
    "I refused the merge because 40 of 900 orders had been lost, and I put the old writer back.";
const std::string kSetting =
    "There was a fair amount of background to all that, with meetings and with some more rooms. ";

std::string setting(int sentences) {
    std::string text;
    for (int i = 0; i < sentences; ++i)
        text += "Room " + std::string(1, static_cast<char>('A' + i)) + " came before it. " +
                kSetting.substr(0, kSetting.size() - static_cast<std::size_t>(i % 5) - 2) + ". ";
    return text;
}

std::vector<ListeningTurn> heard(const RoundRecord& round) {
    return listening_of(round, read_round(round, false));
}

RoundRecord probed(const std::string& probe, const std::string& answer) {
    RoundRecord round = one_answer(kPoint);
    add_exchange(round, probe, answer);
    return round;
}

}  // namespace

TEST_CASE("A point said first keeps the listener, a long setting loses them", "[interviewers]") {
    const auto early = heard(one_answer(kPoint));
    REQUIRE(early.size() == 1);
    CHECK(early[0].turn == 1);
    CHECK(early[0].point_words == 0U);
    CHECK_FALSE(early[0].lost_at);
    CHECK(early[0].curve.front().attention == 1.0);

    const std::string text = setting(12);
    const auto late = heard(one_answer(text + kPoint));
    REQUIRE(late.size() == 1);
    REQUIRE(late[0].point_words);
    CHECK(*late[0].point_words > 150);
    REQUIRE(late[0].lost_at);
    CHECK(*late[0].lost_at < code_point_count(text));
    // The point brings attention back up, but not to where it was.
    const auto& curve = late[0].curve;
    CHECK(curve.back().attention > curve[curve.size() - 2].attention);
    CHECK(curve.back().attention < early[0].curve.back().attention);
}

TEST_CASE("A curve has one point a sentence, in order, within the turn", "[interviewers]") {
    const RoundRecord round = one_answer(setting(3) + kPoint);
    const auto turns = heard(round);
    REQUIRE(turns.size() == 1);
    CHECK(turns[0].curve.size() == 8);
    for (std::size_t i = 1; i < turns[0].curve.size(); ++i) {
        CHECK(turns[0].curve[i].at > turns[0].curve[i - 1].at);
        CHECK(turns[0].curve[i].attention >= 0.0);
        CHECK(turns[0].curve[i].attention <= 1.0);
    }
    CHECK(turns[0].curve.back().at == code_point_count(round.turns[1].text));
}

TEST_CASE("Signposts are counted and bring a listener back", "[interviewers]") {
    const auto plain = heard(one_answer(setting(8)));
    const auto marked = heard(one_answer(setting(8) + "In short, the point is this."));
    CHECK(plain[0].signposts == 0);
    CHECK(marked[0].signposts == 1);
    CHECK(marked[0].curve.back().attention > plain[0].curve.back().attention);
}

TEST_CASE("Fillers and repeated starts do not burden a listener", "[interviewers]") {
    const auto plain = heard(one_answer(setting(4)));
    const auto halting = heard(one_answer("Um, um, " + setting(4)));
    CHECK(halting[0].curve.back().attention ==
          Approx(plain[0].curve.back().attention).margin(0.02));
}

TEST_CASE("Evidence said after attention was lost counts less, and its card says so",
          "[interviewers]") {
    const auto card_of_point = [](const std::string& text) {
        for (const EvidenceCard& card : assess(seat_of(one_answer(text))).cards)
            if (card.quote == kPoint) return card;
        return EvidenceCard{};
    };
    const EvidenceCard early = card_of_point(kPoint + " " + setting(12));
    const EvidenceCard late = card_of_point(setting(12) + kPoint);
    CHECK(early.relevance == 1.0);
    CHECK(late.relevance == kUnheardShare);
    CHECK(late.note.find("counts less") != std::string::npos);
    CHECK(early.note.find("counts less") == std::string::npos);
    CHECK(estimate_for(setting(12) + kPoint) <= estimate_for(kPoint + " " + setting(12)));
}

TEST_CASE("An answer that bends to the follow-up is told from a script that goes on",
          "[interviewers]") {
    const std::string script =
        "The second thing is that the warehouse in the north had its own ways, and so I sat there "
        "for a week with the people at the belt and wrote down all their labels.";
    CHECK(heard(probed("How many orders were lost before that?",
                       "Before that about 12 orders a week were lost, and I had counted them by "
                       "hand for two months from the complaints in the shared mailbox."))
              .at(1)
              .responds == true);
    CHECK(heard(probed("Who objected, and how did you convince them?", script)).at(1).responds ==
          false);
    // A first question has no earlier answer to go on from; a few words are no script.
    CHECK_FALSE(heard(one_answer(script)).at(0).responds);
    CHECK_FALSE(heard(probed("Who objected?", "Nobody did.")).at(1).responds);
}
