#include "app/verdict_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/utf8.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kColumns = 96;
constexpr std::size_t kQuotesShown = 2;

std::string spaced(std::string word) {
    std::ranges::replace(word, '_', ' ');
    return word;
}

std::string text_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::string ruling_in_words(const Json& ruling) {
    const std::string level = text_of(ruling, "level");
    const std::string outcome = spaced(text_of(ruling, "outcome"));
    return level.empty() ? outcome : outcome + " at " + level;
}

std::string signals_table(const Json& verdict) {
    const auto signals = verdict.find("signals");
    if (signals == verdict.end() || !signals->is_array()) return "";
    std::string lines =
        fmt::format("\n  {:<18} {:<16} {:>8}  {}\n", "signal", "rating", "evidence", "floor");
    for (const Json& signal : *signals) {
        const std::string rating = text_of(signal, "rating");
        const Json strength = signal.value("strength", Json());
        const Json floor = signal.value("floor", Json());
        lines += fmt::format(
            "  {:<18} {:<16} {:>8}  {}\n", text_of(signal, "signal"),
            rating.empty() ? "not observed" : spaced(rating),
            strength.is_number() ? fmt::format("{:.0f} %", strength.get<double>() * 100) : "-",
            floor.is_null()                   ? "none"
            : signal.value("floor_met", true) ? "met"
                                              : "not met");
    }
    return lines;
}

/// A card as its rater would read it out: whether it speaks for (+) or against (-), the words, else
/// the note, and where they are.
std::string read_out(const EvidenceCard& card) {
    const std::string said = card.quote.empty() ? card.note : "\"" + card.quote + "\"";
    return (card.polarity == Polarity::Strength ? "+ " : "- ") + said + " [" + card.id + "]";
}

std::string reasons(const Json& verdict, const Packet& packet) {
    std::map<std::string, const EvidenceCard*> cards;
    for (const Feedback& feedback : packet.feedback) {
        for (const EvidenceCard& card : feedback.cards) cards[card.id] = &card;
    }
    std::string lines;
    for (const Json& reason : verdict.value("reasons", Json::array())) {
        lines += "  - " + wrapped(text_of(reason, "text"), kColumns - 4, 4) + "\n";
        const Json cited = reason.value("cards", Json::array());
        for (std::size_t k = 0; k < std::min(kQuotesShown, cited.size()); ++k) {
            const auto card = cards.find(cited[k].get<std::string>());
            if (card == cards.end()) continue;
            lines += "      " + wrapped(read_out(*card->second), kColumns - 8, 8) + "\n";
        }
    }
    return lines.empty() ? "" : "\nReasons\n" + lines;
}

std::string flips(const Json& verdict) {
    constexpr std::size_t shown = 4;
    const Json all = verdict.value("flips", Json::array());
    std::string lines;
    for (std::size_t k = 0; k < std::min(shown, all.size()); ++k) {
        std::string raises;
        const Json raised = all[k].value("raise", Json::object());
        for (const auto& [signal, steps] : raised.items()) {
            const auto count = steps.get<std::int64_t>();
            raises += (raises.empty() ? "" : " and ") + spaced(signal) + " " +
                      std::to_string(count) + (count == 1 ? " step" : " steps") + " higher";
        }
        lines += "  - " + wrapped(raises + ": " + ruling_in_words(all[k]), kColumns - 4, 4) + "\n";
    }
    if (lines.empty()) return "";
    if (all.size() > shown) lines += fmt::format("  ({} more)\n", all.size() - shown);
    return "\nSmallest changes of the ratings that would have changed it\n" + lines;
}

std::string luck(const Json& verdict) {
    const auto panels = verdict.find("panels");
    if (panels == verdict.end() || !panels->is_object()) return "";
    if (!panels->value("p_target", Json()).is_number()) return "";
    return fmt::format(
        "\nOf 1000 fresh panels hearing exactly these answers, about {:.0f} would hire at {}.\n",
        panels->at("p_target").get<double>() * 1000, text_of(verdict, "target_level"));
}

/// Which seats were models, and what was refused of them.
std::string models(const Json& verdict) {
    std::string lines;
    for (const Json& seat : verdict.value("models", Json::array())) {
        lines += "  - " + wrapped(text_of(seat, "text"), kColumns - 4, 4) + "\n";
        for (const Json& card : seat.value("refused", Json::array())) {
            lines += "      " +
                     wrapped("“" + text_of(card, "quote") + "” (" + text_of(card, "signal") +
                                 "): " + text_of(card, "reason"),
                             kColumns - 8, 8) +
                     "\n";
        }
    }
    return lines.empty() ? "" : "\nLanguage models\n" + lines;
}

}  // namespace

std::string wrapped(const std::string& text, std::size_t columns, std::size_t indent) {
    std::istringstream words(text);
    std::string lines;
    std::string word;
    std::size_t column = 0;
    while (words >> word) {
        const std::size_t width = code_point_count(word);
        if (column > 0 && column + 1 + width > columns) {
            lines += '\n' + std::string(indent, ' ');
            column = 0;
        } else if (column > 0) {
            lines += ' ';
            ++column;
        }
        lines += word;
        column += width;
    }
    return lines;
}

std::string decision_in_words(const Json& verdict) {
    const std::string outcome = text_of(verdict, "outcome");
    const std::string level = text_of(verdict, "level");
    const std::string target = text_of(verdict, "target_level");
    if (outcome == "hire") return "hire at " + level;
    if (outcome == "down_level") return "hire at " + level + ", below the target " + target;
    if (outcome == "more_signal") return "gather more signal before deciding at " + target;
    return "no hire";
}

std::string verdict_table(const Json& verdict, const Packet& packet) {
    std::string text = "Verdict: " + decision_in_words(verdict) + "\n";
    const std::string summary = text_of(verdict, "summary");
    if (!summary.empty()) text += wrapped(summary, kColumns, 0) + "\n";
    const Json interval = verdict.value("interval", Json::object());
    if (interval.contains("low") && interval["low"] != interval["high"]) {
        text += "Within the evidence it could be anything from " +
                ruling_in_words(interval["low"]) + " to " + ruling_in_words(interval["high"]) +
                ".\n";
    }
    text += signals_table(verdict) + reasons(verdict, packet) + flips(verdict) + luck(verdict) +
            models(verdict);
    const Json practice = verdict.value("practice", Json());
    if (practice.is_object()) text += "\n" + wrapped(text_of(practice, "text"), kColumns, 0) + "\n";
    return text + "\nPolicy " + text_of(verdict, "policy") + ", target level " +
           text_of(verdict, "target_level") + ".\n";
}

}  // namespace halfstep
