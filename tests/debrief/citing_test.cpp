#include "debrief/citing.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "debrief/debrief.hpp"
#include "tests/debrief/golden.hpp"

using namespace halfstep;

namespace {

EvidenceCard card_of(const std::string& id, Polarity polarity, int severity, int specificity) {
    EvidenceCard card;
    card.id = id;
    card.signal = "coding";
    card.polarity = polarity;
    card.severity = severity;
    card.specificity = specificity;
    card.attribution = 2;
    card.ground = 1.0;
    card.relevance = 1.0;
    card.quote = "said in " + id;
    return card;
}

std::vector<std::string> cited_of(const std::vector<EvidenceCard>& cards) {
    Cards all;
    for (const EvidenceCard& card : cards) all.push_back(&card);
    return cited(all);
}

const Reason& reason_of(const Verdict& verdict, const std::string& code) {
    const auto found = std::find_if(verdict.reasons.begin(), verdict.reasons.end(),
                                    [&](const Reason& reason) { return reason.code == code; });
    REQUIRE(found != verdict.reasons.end());
    return *found;
}

}  // namespace

TEST_CASE("cited are the weightiest four: severity, then content, then id", "[debrief]") {
    const Polarity concern = Polarity::Concern;
    const std::vector<EvidenceCard> cards{card_of("a", concern, 1, 3), card_of("b", concern, 2, 1),
                                          card_of("c", concern, 2, 3), card_of("d", concern, 1, 3),
                                          card_of("e", concern, 1, 1), card_of("f", concern, 3, 0)};
    CHECK(cited_of(cards) == std::vector<std::string>{"f", "c", "b", "a"});
    CHECK(cited_of({}).empty());
    CHECK(cited({&cards[0], &cards[1], &cards[0]}) == std::vector<std::string>{"b", "a"});
}

TEST_CASE("the same words of one turn are cited once, of two turns twice", "[debrief]") {
    std::vector<EvidenceCard> cards{card_of("a", Polarity::Concern, 1, 3),
                                    card_of("b", Polarity::Concern, 2, 1)};
    for (EvidenceCard& card : cards) card.quote = "I know no more of it";
    cards[0].turn = cards[1].turn = 3;
    CHECK(cited_of(cards) == std::vector<std::string>{"b"});
    cards[1].turn = 5;
    CHECK(cited_of(cards) == std::vector<std::string>{"b", "a"});
}

TEST_CASE("of several piles the weightiest of each come first, four in all", "[debrief]") {
    const Polarity concern = Polarity::Concern;
    const std::vector<EvidenceCard> cards{card_of("a", concern, 1, 3), card_of("b", concern, 3, 3),
                                          card_of("c", concern, 3, 2), card_of("d", concern, 3, 1),
                                          card_of("e", concern, 1, 1)};
    const Cards heavy{&cards[1], &cards[2], &cards[3]};
    CHECK(cited_in_turn({{&cards[4], &cards[0]}, {}, heavy}) ==
          std::vector<std::string>{"a", "b", "e", "c"});
    CHECK(cited_in_turn({{&cards[4]}, heavy}) == std::vector<std::string>{"e", "b", "c", "d"});
    CHECK(cited_in_turn({heavy, heavy}) == std::vector<std::string>{"b", "c", "d"});
    CHECK(cited_in_turn({}).empty());
}

TEST_CASE("a thin case says what stands against what, and cites both sides", "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = packet_of(panel, {2, 3, 3, 3, 3});
    for (int k = 0; k < 7; ++k) {
        packet.feedback[0].cards.push_back(
            card_of("c" + std::to_string(k), Polarity::Concern, 1 + k % 2, 2));
    }
    const Result<Debrief> debrief = run_debrief(packet, panel, {});
    REQUIRE(debrief.has_value());
    const Reason& thin = reason_of(debrief->verdict, "case");
    CHECK(thin.text.find("the concern in coding") != std::string::npos);
    CHECK(thin.text.find("in design, behavioral,") != std::string::npos);
    CHECK(thin.cards == std::vector<std::string>{"c1", "c3", "c5", "c0"});

    const Result<Debrief> even =
        run_debrief(packet_of(panel, {3, 3, 3, 3, 3}, {650, 650, 650, 650, 650}), panel, {});
    REQUIRE(even.has_value());
    CHECK(reason_of(even->verdict, "case").text.find("No rating speaks against") !=
          std::string::npos);
}

TEST_CASE("each side of a contradiction cites what speaks for it", "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = packet_of(panel, {5, 5, 1, 5, 5});
    for (Feedback& feedback : packet.feedback) {
        for (const Polarity polarity : {Polarity::Strength, Polarity::Concern}) {
            const bool concern = polarity == Polarity::Concern;
            EvidenceCard card =
                card_of(feedback.seat + (concern ? ".no" : ".yes"), polarity, concern, 2);
            card.signal = feedback.ratings.front().signal;
            feedback.cards.push_back(card);
        }
    }
    const Result<Debrief> debrief = run_debrief(packet, panel, {});
    REQUIRE(debrief.has_value());
    for (const Contradiction& item : debrief->verdict.contradictions) {
        for (const std::string& id : item.cards_for) CHECK(id.ends_with(".yes"));
        for (const std::string& id : item.cards_against) CHECK(id.ends_with(".no"));
    }
}

TEST_CASE("what several seats saw: three at most, most seats first, a card of each", "[debrief]") {
    const PanelSpec panel = default_five();
    Packet packet = packet_of(panel, {3, 3, 3, 3, 3});
    const std::vector<std::vector<std::string>> kinds{{"reason", "number", "owned", "test"},
                                                      {"reason", "number", "owned", "test"},
                                                      {"reason", "test"},
                                                      {"reason", "lone"},
                                                      {}};
    for (std::size_t k = 0; k < kinds.size(); ++k) {
        for (const std::string& kind : kinds[k]) {
            for (const int specificity : {kind == "owned" ? 3 : 2, 1}) {
                EvidenceCard card =
                    card_of(kind + std::to_string(specificity) + "." + packet.feedback[k].seat,
                            Polarity::Strength, 0, specificity);
                card.kinds = {kind};
                packet.feedback[k].cards.push_back(card);
            }
        }
    }
    const Result<Debrief> debrief = run_debrief(packet, panel, {});
    REQUIRE(debrief.has_value());
    std::vector<std::string> told;
    for (const DebriefStep& step : debrief->steps) {
        if (step.step != "repeated_strength") continue;
        const auto detail = nlohmann::json::parse(step.json);
        told.push_back(detail.at("what").get<std::string>());
        CHECK(detail.at("cards").size() == detail.at("seats").size());
        CHECK(detail.at("cards").front().get<std::string>().find('1') == std::string::npos);
    }
    CHECK(told == std::vector<std::string>{"reason", "test", "owned"});
}
