#include "transport/report.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "transport/report_writer.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

/// Quotes that stand below a reason or a side of a contradiction; the feedback has them all.
constexpr std::size_t kQuotesShown = 3;
/// Code points of a quote that are shown; the transcript has all of it.
constexpr std::size_t kQuoteShown = 240;

std::string text_at(const Json& object, const char* key) {
    if (!object.is_object()) return "";
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

const Json& list_at(const Json& object, const char* key) {
    static const Json none = Json::array();
    if (!object.is_object()) return none;
    const auto found = object.find(key);
    return found != object.end() && found->is_array() ? *found : none;
}

const Json& object_at(const Json& object, const char* key) {
    static const Json none = Json::object();
    if (!object.is_object()) return none;
    const auto found = object.find(key);
    return found != object.end() && found->is_object() ? *found : none;
}

std::size_t count_at(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_unsigned() ? found->get<std::size_t>()
                                                                : std::string::npos;
}

std::string spaced(std::string text) {
    std::ranges::replace(text, '_', ' ');
    return text;
}

std::string joined(const Json& words) {
    std::string text;
    for (const Json& word : words) {
        if (word.is_string()) text += (text.empty() ? "" : ", ") + spaced(word.get<std::string>());
    }
    return text;
}

std::string of_hundred(const Json& share) {
    return share.is_number() ? std::to_string(std::lround(100 * share.get<double>())) + " of 100"
                             : "";
}

/// An id that may stand in an address: of a turn, or empty for what is none.
std::string place_of(const std::string& round, std::size_t turn) {
    std::string place = "said-";
    for (const char c : round) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        place += plain ? c : '-';
    }
    return place + "-" + std::to_string(turn);
}

/// Says what a debrief came to, from {packet, verdict}; what is missing is left out.
class Report {
public:
    Report(ReportWriter& writer, const Json& debrief)
        : writer_(writer),
          verdict_(object_at(debrief, "verdict")),
          packet_(object_at(debrief, "packet")) {
        for (const Json& feedback : list_at(packet_, "feedback")) {
            for (const Json& card : list_at(feedback, "cards")) {
                cards_.emplace(text_at(card, "id"), &card);
            }
        }
    }

    std::string write() {
        const std::string candidate = text_at(packet_, "candidate");
        writer_.title((candidate.empty() ? "" : candidate + ": ") + outcome_text(verdict_));
        decision();
        flips();
        table();
        contradictions();
        luck();
        next_time();
        models();
        if (!list_at(packet_, "feedback").empty()) writer_.heading("What each seat wrote");
        for (const Json& feedback : list_at(packet_, "feedback")) seat(feedback);
        transcript();
        return writer_.done();
    }

private:
    /// The round a card's turn counts in: its own, or the one where its words were said.
    std::string round_of(const Json& card) const {
        const std::string round = text_at(card, "round");
        if (!round.empty()) return round;
        const std::size_t turn = count_at(card, "turn");
        const std::string quote = text_at(card, "quote");
        for (const Json& record : list_at(object_at(packet_, "transcript"), "rounds")) {
            const Json& turns = list_at(record, "turns");
            if (turn < turns.size() && text_at(turns[turn], "text").find(quote) != quote.npos) {
                return text_at(record, "round");
            }
        }
        return "";
    }

    ReportQuote quote_of(const Json& card) const {
        const std::string words = text_at(card, "quote");
        const std::string begin(slice(words, {0, kQuoteShown}));
        ReportQuote quote{begin.size() < words.size() ? begin + "…" : words, ""};
        const std::string round = round_of(card);
        const std::size_t turn = count_at(card, "turn");
        const Json& transcript = object_at(packet_, "transcript");
        for (const Json& record : list_at(transcript, "rounds")) {
            if (text_at(record, "round") != round || round.empty()) continue;
            if (turn < list_at(record, "turns").size()) quote.place = place_of(round, turn);
        }
        return quote;
    }

    std::vector<ReportQuote> quotes_of(const Json& ids) const {
        std::vector<ReportQuote> quotes;
        for (const Json& id : ids) {
            if (quotes.size() == kQuotesShown) break;
            const auto card = id.is_string() ? cards_.find(id.get<std::string>()) : cards_.end();
            if (card == cards_.end()) continue;
            ReportQuote quote = quote_of(*card->second);
            if (!quote.text.empty()) quotes.push_back(std::move(quote));
        }
        return quotes;
    }

    void decision() {
        writer_.paragraph("Asked for: " + text_at(verdict_, "target_level") +
                          ". Policy: " + spaced(text_at(verdict_, "policy")) + ".");
        if (!text_at(verdict_, "summary").empty()) writer_.paragraph(text_at(verdict_, "summary"));
        const Json& interval = object_at(verdict_, "interval");
        const std::string low = outcome_text(object_at(interval, "low"));
        const std::string high = outcome_text(object_at(interval, "high"));
        if (!low.empty() && low != high) {
            writer_.paragraph("The evidence leaves room between: " + low + " and " + high + ".");
        }
        if (!list_at(verdict_, "reasons").empty()) writer_.heading("Why");
        for (const Json& reason : list_at(verdict_, "reasons")) {
            writer_.item(text_at(reason, "text"), quotes_of(list_at(reason, "cards")));
        }
    }

    void flips() {
        if (list_at(verdict_, "flips").empty()) return;
        writer_.heading("What would have changed it");
        for (const Json& flip : list_at(verdict_, "flips")) {
            std::string raises;
            for (const auto& [signal, steps] : object_at(flip, "raise").items()) {
                if (!raises.empty()) raises += " and ";
                raises += spaced(signal) + " higher by " + steps.dump() +
                          (steps == 1 ? " step" : " steps");
            }
            writer_.item(raises + ": " + outcome_text(flip), {});
        }
    }

    /// Signals by seats, and what the room made of each signal.
    void table() {
        const Json& lines = list_at(verdict_, "signals");
        if (lines.empty()) return;
        writer_.heading("The table");
        std::vector<std::string> head{"Signal"};
        for (const Json& feedback : list_at(packet_, "feedback")) {
            head.push_back(spaced(text_at(feedback, "seat")));
        }
        head.emplace_back("The room");
        writer_.row(head, true);
        for (const Json& line : lines) {
            const std::string signal = text_at(line, "signal");
            std::vector<std::string> cells{spaced(signal)};
            for (const Json& feedback : list_at(packet_, "feedback")) {
                std::string label;
                for (const Json& rating : list_at(feedback, "ratings")) {
                    if (text_at(rating, "signal") == signal) label = text_at(rating, "rating");
                }
                cells.push_back(label.empty() ? "·" : spaced(label));
            }
            const bool below = line.contains("floor_met") && line["floor_met"] == false;
            const std::string room = text_at(line, "rating");
            cells.push_back((room.empty() ? "not observed" : spaced(room)) +
                            (below ? ", below the floor" : ""));
            writer_.row(cells, false);
        }
    }

    void contradictions() {
        if (list_at(verdict_, "contradictions").empty()) return;
        writer_.heading("Where the seats disagreed");
        for (const Json& item : list_at(verdict_, "contradictions")) {
            const std::string between = joined(list_at(item, "signals"));
            const std::string resolution = text_at(item, "resolution");
            writer_.item(spaced(text_at(item, "kind")) +
                             (between.empty() ? "" : " (" + between + ")") +
                             (resolution.empty() ? "" : ": " + resolution),
                         {});
            const auto side = [&](const char* name, const char* key) {
                const std::vector<ReportQuote> quotes = quotes_of(list_at(item, key));
                if (!quotes.empty()) writer_.item(name, quotes);
            };
            side("For", "cards_for");
            side("Against", "cards_against");
        }
    }

    void luck() {
        const Json& panels = object_at(verdict_, "panels");
        if (panels.empty()) return;
        writer_.heading("Panel luck");
        writer_.row({"If", "Hire", "Lower level", "No hire"}, true);
        const auto line = [&](const char* name, const char* key) {
            const Json& shares = object_at(panels, key);
            if (shares.empty()) return;
            const auto share = [&](const char* of) { return of_hundred(shares.value(of, Json())); };
            writer_.row({name, share("hire"), share("down_level"), share("no_hire")}, false);
        };
        line("another panel heard the same answers", "same_answers");
        line("the harshest panel of the pool did", "harsh_draw");
        line("the mildest did", "lenient_draw");
        line("it were another day", "new_day");
        if (!text_at(panels, "text").empty()) writer_.paragraph(text_at(panels, "text"));
    }

    void next_time() {
        std::vector<std::string> lines;
        for (const Json& ask : list_at(verdict_, "asks")) {
            lines.push_back(spaced(text_at(ask, "signal")) + ": " + text_at(ask, "what"));
        }
        for (const Json& feedback : list_at(packet_, "feedback")) {
            for (const Json& rating : list_at(feedback, "ratings")) {
                std::string raise = text_at(rating, "would_raise");
                if (raise.empty()) continue;
                std::ranges::replace(raise, '\n', ' ');
                lines.push_back(spaced(text_at(rating, "signal")) + ", one step up: " + raise);
            }
        }
        if (lines.empty()) return;
        writer_.heading("Next time");
        for (const std::string& text : lines) writer_.item(text, {});
    }

    /// Which seats were models, and what was refused of them.
    void models() {
        if (list_at(verdict_, "models").empty()) return;
        writer_.heading("Language models");
        for (const Json& seat : list_at(verdict_, "models")) {
            writer_.item(text_at(seat, "text"), {});
            for (const Json& card : list_at(seat, "refused")) {
                const std::string signal = spaced(text_at(card, "signal"));
                writer_.item("Refused in " + signal + ": " + text_at(card, "reason"),
                             {ReportQuote{text_at(card, "quote"), ""}});
            }
        }
    }

    void seat(const Json& feedback) {
        writer_.subheading("Seat: " + spaced(text_at(feedback, "seat")));
        const std::string abstained = text_at(feedback, "abstained");
        if (!abstained.empty()) {
            writer_.paragraph("Abstained: " + abstained);
            return;
        }
        if (!text_at(feedback, "summary").empty()) {
            writer_.paragraph(text_at(feedback, "summary"));
        }
        if (!list_at(feedback, "ratings").empty()) {
            writer_.row({"Signal", "Rating", "Confidence"}, true);
            for (const Json& rating : list_at(feedback, "ratings")) {
                const std::string label = text_at(rating, "rating");
                writer_.row(
                    {spaced(text_at(rating, "signal")),
                     label.empty() ? "not observed" : spaced(label), text_at(rating, "confidence")},
                    false);
            }
        }
        for (const Json& card : list_at(feedback, "cards")) {
            const std::string note = text_at(card, "note");
            const std::string form = spaced(text_at(card, "form"));
            writer_.item(spaced(text_at(card, "signal")) + ", " + text_at(card, "polarity") +
                             (form.empty() ? "" : ", " + form) + (note.empty() ? "" : ": " + note),
                         {quote_of(card)});
        }
    }

    /// Code points of a turn that any card quotes.
    std::vector<Span> quoted_in(const std::string& round, std::size_t turn) const {
        std::vector<Span> spans;
        for (const auto& [id, card] : cards_) {
            const Json& span = list_at(*card, "span");
            if (count_at(*card, "turn") != turn || span.size() != 2) continue;
            if (!span[0].is_number_unsigned() || !span[1].is_number_unsigned()) continue;
            if (round_of(*card) != round) continue;
            spans.push_back({span[0].get<std::size_t>(), span[1].get<std::size_t>()});
        }
        return spans;
    }

    void transcript() {
        const Json& rounds = list_at(object_at(packet_, "transcript"), "rounds");
        if (rounds.empty()) return;
        writer_.heading("What was said");
        for (const Json& record : rounds) {
            const std::string round = text_at(record, "round");
            writer_.subheading("Round: " + spaced(round));
            std::size_t index = 0;
            for (const Json& said : list_at(record, "turns")) {
                const std::string kind = text_at(said, "kind");
                const bool verbatim = kind == "code" || kind == "run";
                const bool candidate = text_at(said, "speaker") == "candidate";
                writer_.turn({place_of(round, index), candidate ? "Candidate" : "Interviewer",
                              text_at(said, "text"), verbatim,
                              candidate ? quoted_in(round, index) : std::vector<Span>{}});
                ++index;
            }
        }
    }

    ReportWriter& writer_;
    const Json& verdict_;
    const Json& packet_;
    std::multimap<std::string, const Json*>
        cards_;  ///< by id, which a packet from elsewhere may lack
};

}  // namespace

std::string outcome_text(const Json& ruling) {
    const std::string outcome = text_at(ruling, "outcome");
    const std::string level = text_at(ruling, "level");
    const std::string at = level.empty() ? "" : " at " + level;
    if (outcome == "hire") return "Hire" + at;
    if (outcome == "down_level")
        return "Hire at a lower level" + (level.empty() ? "" : ": " + level);
    if (outcome == "no_hire") return "No hire";
    if (outcome == "more_signal") return "More signal needed" + at;
    return spaced(outcome);
}

std::string report_html(const Json& debrief) {
    const auto writer = make_html_report();
    return Report(*writer, debrief).write();
}

std::string report_markdown(const Json& debrief) {
    const auto writer = make_markdown_report();
    return Report(*writer, debrief).write();
}

}  // namespace halfstep
