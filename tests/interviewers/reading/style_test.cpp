// Style never moves a rating: the labelled rounds, said in another manner.
#include <cctype>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "panel/json.hpp"
#include "tests/interviewers/reading/reading_of.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

using Manner = std::function<std::string(const std::string&)>;

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

/// Puts in front of every n-th word one of the fillers.
std::string with_fillers(const std::string& text) {
    std::string out;
    std::size_t words = 0;
    for (const char c : text) {
        out += c;
        if (c == ' ' && ++words % 9 == 0) out += words % 2 == 0 ? "um, " : "you know, ";
    }
    return out;
}

std::string stammered(const std::string& text) {
    return replaced(replaced(text, " I ", " I I "), " the ", " the the ");
}

std::string hedged(const std::string& text) {
    return replaced(text, ". ", ". I guess ");
}

std::string small_letters(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

/// As a speech recogniser writes it: no capitals and no punctuation but within figures.
std::string as_recognised(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = i + 1 < text.size() ? text[i + 1] : ' ';
        const bool mark = std::string(".,;:?!()\"").find(text[i]) != std::string::npos;
        if (mark && std::isdigit(static_cast<unsigned char>(next)) == 0) continue;
        out += static_cast<char>(std::tolower(static_cast<unsigned char>(text[i])));
    }
    return out;
}

std::string without_articles(const std::string& text) {
    return replaced(replaced(text, " the ", " "), " a ", " ");
}

std::string with_grammar_slips(const std::string& text) {
    return replaced(replaced(replaced(text, " were ", " was "), " did not ", " not did "), " has ",
                    " have ");
}

std::string with_typing_errors(const std::string& text) {
    return replaced(replaced(replaced(text, " the ", " teh "), " with ", " wiht "), " and ",
                    " adn ");
}

std::string other_gender(std::string text) {
    text = replaced(replaced(replaced(text, " he ", " \1 "), " she ", " he "), " \1 ", " she ");
    return replaced(replaced(replaced(text, " his ", " \1 "), " her ", " his "), " \1 ", " her ");
}

std::string other_spelling(const std::string& text) {
    return replaced(replaced(replaced(text, "isation", "ization"), "colour", "color"), "centre",
                    "center");
}

std::string figures_in_words(const std::string& text) {
    return replaced(replaced(replaced(text, " 2 ", " two "), " 4 ", " four "), " 12 ", " twelve ");
}

std::string figures_in_digits(const std::string& text) {
    return replaced(replaced(replaced(text, " two ", " 2 "), " four ", " 4 "), " twelve ", " 12 ");
}

std::string as_said(const std::string& text) {
    return text;
}

/// Every n-th labelled tier.
std::vector<RoundRecord> labelled_rounds(std::size_t every) {
    std::vector<RoundRecord> rounds;
    for (const std::string folder : {"behavioral", "technical"}) {
        const auto path = std::filesystem::path(HALFSTEP_SOURCE_DIR) / "tests/cases" / folder;
        std::ifstream gold(path / "gold.jsonl");
        std::size_t tiers = 0;
        for (std::string line; std::getline(gold, line);) {
            const auto entry = nlohmann::json::parse(line);
            if (entry["kind"] != "tier" || ++tiers % every != 0) continue;
            std::ifstream in(path / entry["file"].get<std::string>());
            std::ostringstream text;
            text << in.rdbuf();
            const Transcript told = transcript_from_json(parse_json(text.str()).value()).value();
            rounds.push_back(*told.find_round(entry["round"].get<std::string>()));
        }
    }
    return rounds;
}

RoundRecord told(RoundRecord round, const Manner& manner) {
    for (Turn& turn : round.turns)
        if (turn.speaker == Speaker::Candidate && turn.kind == TurnKind::Speech)
            turn.text = manner(turn.text);
    return round;
}

}  // namespace

TEST_CASE("The same said in another manner is rated alike", "[interviewers]") {
    const std::vector<RoundRecord> rounds = labelled_rounds(5);
    REQUIRE(rounds.size() >= 20);
    const std::map<std::string, Manner> manners{{"fillers", with_fillers},
                                                {"repeated starts", stammered},
                                                {"hedges", hedged},
                                                {"no capitals", small_letters},
                                                {"no articles", without_articles},
                                                {"grammar slips", with_grammar_slips},
                                                {"typing errors", with_typing_errors},
                                                {"other gender", other_gender},
                                                {"other spelling", other_spelling},
                                                {"figures in words", figures_in_words},
                                                {"figures in digits", figures_in_digits}};
    std::vector<double> plain;
    for (const RoundRecord& round : rounds) plain.push_back(estimate_for(told(round, as_said)));
    for (const auto& [name, manner] : manners) {
        double moved = 0;
        for (std::size_t i = 0; i < rounds.size(); ++i) {
            const double estimate = estimate_for(told(rounds[i], manner));
            INFO(name << ", round " << i << ": " << plain[i] << " to " << estimate);
            CHECK(std::abs(std::floor(estimate + 0.5) - std::floor(plain[i] + 0.5)) <= 1.0);
            moved += std::abs(estimate - plain[i]);
        }
        INFO(name << " moves " << moved / static_cast<double>(rounds.size()));
        CHECK(moved / static_cast<double>(rounds.size()) <= 0.15);
    }
}

TEST_CASE("Speech without capitals and punctuation is read nearly as if it had them",
          "[interviewers]") {
    double moved = 0;
    const std::vector<RoundRecord> rounds = labelled_rounds(1);
    for (const RoundRecord& round : rounds)
        moved += std::abs(estimate_for(told(round, as_recognised)) - estimate_for(round));
    CHECK(moved / static_cast<double>(rounds.size()) <= 0.25);
}

TEST_CASE("Two candidates do not get the same sentences", "[interviewers]") {
    std::map<std::string, std::size_t> seen_in;
    const std::vector<RoundRecord> rounds = labelled_rounds(5);
    for (const RoundRecord& round : rounds) {
        const Feedback feedback = assess(seat_of(round));
        const std::string text = feedback.summary.substr(feedback.summary.find('.') + 1);
        ++seen_in[text];
        ++seen_in[feedback.ratings.at(0).would_raise];
        for (const Finding& finding : feedback.findings)
            if (finding.kind == "trap" && !finding.quote.empty())
                ++seen_in[finding.id + finding.quote];
    }
    for (const auto& [text, times] : seen_in) {
        INFO(text);
        CHECK(times == 1);
    }
}
