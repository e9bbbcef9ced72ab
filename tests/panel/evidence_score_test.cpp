#include "panel/evidence_score.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/rng.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

nlohmann::json vectors() {
    std::ifstream file(std::string(HALFSTEP_SOURCE_DIR) + "/tests/golden/reference/vectors.json");
    return nlohmann::json::parse(file).at("s5_evidence");
}

EvidenceForm form_of(const std::string& letter) {
    return static_cast<EvidenceForm>(std::string("BRAL").find(letter));
}

EvidenceCard card_of(const nlohmann::json& value) {
    EvidenceCard card;
    card.id = value.at("id");
    card.form = form_of(value.at("form"));
    card.quote = value.at("text");
    card.specificity = value.at("spec").get<int>();
    card.attribution = value.at("attr").get<int>();
    card.ground = value.at("ground").get<double>();
    card.relevance = value.at("rel").get<double>();
    card.links = value.at("links").get<std::vector<std::string>>();
    card.polarity = value.at("pol").get<int>() > 0 ? Polarity::Strength : Polarity::Concern;
    card.severity = value.at("sev").get<int>();
    return card;
}

std::vector<EvidenceCard> cards_of(const std::string& name) {
    std::vector<EvidenceCard> cards;
    const nlohmann::json golden = vectors();
    for (const auto& value : golden.at("cards").at(name)) {
        cards.push_back(card_of(value));
    }
    return cards;
}

std::vector<EvidenceCard> stuffing() {
    std::vector<EvidenceCard> cards;
    for (int k = 0; k < 12; ++k) {
        EvidenceCard card;
        card.id = "k" + std::to_string(k);
        card.form = static_cast<EvidenceForm>(k % 4);
        card.quote = "kubernetes kafka idempotency sharding cap theorem observability keyword " +
                     std::to_string(k);
        card.specificity = 0;
        card.attribution = 2;
        card.ground = 1.0;
        card.relevance = 1.0;
        cards.push_back(card);
    }
    return cards;
}

void check_golden(const std::vector<EvidenceCard>& cards, const std::string& name) {
    INFO(name);
    const nlohmann::json golden_all = vectors();
    const nlohmann::json& golden = golden_all.at("scores").at(name);
    const EvidenceScore score = score_cards(cards);
    const std::string forms = "BRAL";
    for (std::size_t f = 0; f < 4; ++f) {
        const double expected = golden.at("M").at(std::string(1, forms[f])).get<double>();
        CHECK(score.by_form[f] == Approx(expected).margin(1e-12));
    }
    CHECK(score.breadth == Approx(golden.at("G").get<double>()).margin(1e-12));
    CHECK(score.chains == Approx(golden.at("C").get<double>()).margin(1e-12));
    CHECK(score.strength == Approx(golden.at("e").get<double>()).margin(1e-12));
    CHECK(score.strong_chains == golden.at("strong_chains").get<std::size_t>());
    CHECK(score.level_cards == golden.at("level_cards").get<std::size_t>());
    CHECK(score.severity == golden.at("neg").get<int>());
    CHECK(score.rating == golden.at("rating").get<std::size_t>());
    CHECK(strength_per_mille(score.strength, Confidence::High) ==
          golden.at("g_full_conf_permille").get<std::int64_t>());
}

std::size_t draw(std::uint64_t i, std::uint64_t j, std::size_t n) {
    return static_cast<std::size_t>(uniform01(5, i, j) * static_cast<double>(n));
}

std::string words(std::uint64_t i, std::uint64_t from) {
    std::string text;
    for (std::uint64_t q = 0; q < 5; ++q) text += "w" + std::to_string(draw(i, from + q, 3)) + " ";
    return text;
}

EvidenceCard random_card(std::uint64_t i, std::uint64_t j, std::size_t count) {
    EvidenceCard card;
    card.id = "c" + std::to_string(j);
    card.form = static_cast<EvidenceForm>(draw(i, 10 * j + 1, 4));
    card.quote = words(i, 10 * j + 100);
    card.specificity = static_cast<int>(draw(i, 10 * j + 2, 4));
    card.attribution = static_cast<int>(draw(i, 10 * j + 3, 4));
    card.ground = std::array{0.0, 0.5, 1.0}[draw(i, 10 * j + 4, 3)];
    for (std::size_t q = 0; q < count; ++q) {
        if (q != j) card.links.push_back("c" + std::to_string(q));
    }
    return card;
}

}  // namespace

TEST_CASE("evidence score agrees with the reference on every published packet", "[panel]") {
    const std::vector<EvidenceCard> strong = cards_of("STRONG");
    const std::vector<EvidenceCard> two = cards_of("STRONG2");
    check_golden({}, "empty");
    check_golden(cards_of("WEAK"), "weak 'discussed caching'");
    check_golden(strong, "strong entitlement example");
    check_golden(two, "two chains");
    check_golden(cards_of("MID"), "mid-level retry worker");
    check_golden(stuffing(), "keyword stuffing (12 cards, spec 0)");

    std::vector<EvidenceCard> stuffed = strong;
    for (const EvidenceCard& card : stuffing()) stuffed.push_back(card);
    check_golden(stuffed, "strong + stuffing");

    std::vector<EvidenceCard> copies = strong;
    for (int k = 0; k < 3; ++k) {
        for (EvidenceCard card : strong) {
            card.id += "x";
            for (std::string& link : card.links) link += "x";
            copies.push_back(card);
        }
    }
    check_golden(copies, "duplicates x4");

    std::vector<EvidenceCard> we = strong;
    for (EvidenceCard& card : we) card.attribution = 1;
    check_golden(we, "strong but 'we' (attribution 1)");

    std::vector<EvidenceCard> doubted = two;
    EvidenceCard concern;
    concern.id = "n1";
    concern.polarity = Polarity::Concern;
    concern.severity = 2;
    concern.quote = "could not state how rollback would work when asked twice";
    doubted.push_back(concern);
    check_golden(doubted, "two chains + unresolved concern sev2");
}

TEST_CASE("a strength never lowers the score, a concern never raises it, order is nothing",
          "[panel]") {
    for (std::uint64_t i = 0; i < 400; ++i) {
        const std::size_t count = 1 + draw(i, 0, 9);
        std::vector<EvidenceCard> cards;
        for (std::uint64_t j = 0; j < count; ++j) cards.push_back(random_card(i, j, count));
        const EvidenceScore before = score_cards(cards);

        std::vector<EvidenceCard> reversed(cards.rbegin(), cards.rend());
        const EvidenceScore other_order = score_cards(reversed);
        CHECK(std::abs(other_order.strength - before.strength) < 1e-12);
        CHECK(other_order.rating == before.rating);

        std::vector<EvidenceCard> more = cards;
        EvidenceCard extra = random_card(i, 90, 0);
        extra.id = "zz";
        more.push_back(extra);
        CHECK(score_cards(more).strength >= before.strength - 1e-12);
        CHECK(score_cards(more).rating >= before.rating);

        std::vector<EvidenceCard> doubted = cards;
        EvidenceCard concern = random_card(i, 91, 0);
        concern.polarity = Polarity::Concern;
        concern.severity = static_cast<int>(1 + draw(i, 999, 3));
        doubted.push_back(concern);
        CHECK(score_cards(doubted).rating <= before.rating);
        CHECK(score_cards(doubted).strength == before.strength);

        std::vector<EvidenceCard> twice = cards;
        twice.push_back(cards.front());
        CHECK(std::abs(score_cards(twice).strength - before.strength) < 1e-9);
    }
}

TEST_CASE("the same card a hundred times over is one card", "[panel]") {
    const std::vector<EvidenceCard> strong = cards_of("STRONG");
    std::vector<EvidenceCard> many;
    for (int k = 0; k < 50; ++k) many.insert(many.end(), strong.begin(), strong.end());
    CHECK(score_cards(many).strength == Approx(score_cards(strong).strength).margin(1e-12));
    CHECK(score_cards(many).rating == score_cards(strong).rating);
}

TEST_CASE("a card from elsewhere weighs by its quote or its note", "[panel]") {
    EvidenceCard card;
    CHECK(card_weight(card) == 0);
    card.note = "spoke about caching";
    CHECK(card_weight(card) == Approx(0.5 * std::sqrt(2.0) / 3.0));
    card.quote = "I moved the cache behind the database";
    CHECK(card_weight(card) == Approx(2.0 / 3.0));
    card.specificity = 0;
    CHECK(card_weight(card) == 0);
}

TEST_CASE("grounded concerns are evidence of doubt; ungrounded ones are not", "[panel]") {
    EvidenceCard concern;
    concern.id = "d";
    concern.polarity = Polarity::Concern;
    concern.severity = 3;
    concern.quote = "we can add monitoring and retries";
    const EvidenceScore grounded = score_cards(std::vector{concern});
    CHECK(grounded.doubt == Approx(0.6));
    CHECK(grounded.rating == 0);
    concern.ground = 0.0;
    const EvidenceScore loose = score_cards(std::vector{concern});
    CHECK(loose.doubt == 0);
    CHECK(loose.severity == 0);
    CHECK(loose.rating == 1);
}
