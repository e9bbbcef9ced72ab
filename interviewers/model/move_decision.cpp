#include "interviewers/model/move_decision.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "interviewers/model/clean_text.hpp"
#include "interviewers/model/quote_place.hpp"
#include "interviewers/reading/guards.hpp"
#include "interviewers/reading/looks_for.hpp"
#include "interviewers/reading/text.hpp"
#include "panel/json.hpp"
#include "panel/json_reader.hpp"

namespace halfstep {
namespace {

constexpr std::size_t kTextMax = 900;  ///< code points
constexpr std::size_t kReasonMax = 200;
constexpr std::size_t kWordsMax = 120;
/// Fewer quoted words than this are a term, not a quotation.
constexpr std::size_t kQuotedWordsMin = 3;
/// Share of a point's words that gives it away, and that shows the candidate said it.
constexpr double kGivesAway = 0.8;
constexpr double kWasSaid = 0.5;

Error refused(std::string message, const char* where) {
    return Error{ErrorCode::InvalidData, "model.119", std::move(message), where, ""};
}

/// What stands between double quotes, straight or curly.
std::vector<std::string> quoted_in(std::string text) {
    for (const char* curly : {"\u201C", "\u201D"}) {
        for (std::size_t at = text.find(curly); at != std::string::npos; at = text.find(curly)) {
            text.replace(at, std::string_view(curly).size(), "\"");
        }
    }
    std::vector<std::string> quoted;
    for (std::size_t begin = text.find('"'); begin != std::string::npos;) {
        const std::size_t end = text.find('"', begin + 1);
        if (end == std::string::npos) break;
        quoted.push_back(text.substr(begin + 1, end - begin - 1));
        begin = text.find('"', end + 1);
    }
    return quoted;
}

/// A closing full stop or comma is the sentence's, not the candidate's.
bool is_candidates(const RoundRecord& record, std::string quote) {
    while (!quote.empty() && std::string_view(".,?! ").find(quote.back()) != std::string::npos) {
        quote.pop_back();
    }
    return read_words(quote).size() < kQuotedWordsMin || locate_quote(record, quote);
}

/// The text without what the panel's author wrote to be asked: that gives nothing away.
std::string own_words(const SeatView& view, std::string text) {
    const auto leave_out = [&text](const std::string& ask) {
        const std::size_t at = ask.empty() ? std::string::npos : text.find(ask);
        if (at != std::string::npos) text.erase(at, ask.size());
    };
    for (const QuestionSpec& question : view.questions) {
        leave_out(question.ask);
        for (const FollowUp& follow_up : question.follow_ups) leave_out(follow_up.ask);
        for (const std::string& challenge : question.challenges) leave_out(challenge);
    }
    return text;
}

bool gives_away(const SeatView& view, const RoundRecord& record, const std::string& asked) {
    const std::string text = own_words(view, asked);
    std::string said;
    for (const Turn& turn : record.turns) said += turn.text + "\n";
    for (const QuestionSpec& question : view.questions) {
        for (const LookFor& point : question.looks_for) {
            if (covers(point, text, question.ask) >= kGivesAway &&
                covers(point, said, question.ask) < kWasSaid) {
                return true;
            }
        }
    }
    return false;
}

std::optional<Error> wrong_words(const SeatView& view, const RoundRecord& record,
                                 const std::string& text) {
    if (text.empty()) return refused("nothing is said", "/text");
    if (read_words(text).size() > kWordsMax) return refused("too long to be spoken", "/text");
    for (const Turn& turn : record.turns) {
        if (turn.speaker == Speaker::Interviewer && turn.text == text) {
            return refused("it was said before in this round", "/text");
        }
    }
    for (const std::string& quote : quoted_in(text)) {
        if (!is_candidates(record, quote)) {
            return refused("the words in quotes are not the candidate's", "/text");
        }
    }
    for (const Sentence& sentence : read_sentences(text, 0)) {
        if (is_flattery(sentence)) return refused("it praises the candidate", "/text");
    }
    if (gives_away(view, record, text)) {
        return refused("it gives away what the question looks for", "/text");
    }
    return std::nullopt;
}

}  // namespace

Result<std::optional<Move>> decide_move(const SeatView& view, std::size_t round_index,
                                        const MoveFrame& frame, std::string_view answer) {
    const RoundRecord& record = view.records.at(round_index);
    const Result<nlohmann::json> value = parse_json(without_fence(answer));
    if (!value) {
        return Error{ErrorCode::InvalidData, "model.112", value.error().message,
                     value.error().where, "answer with the JSON object alone"};
    }
    std::vector<std::string_view> words;
    for (const MoveKind kind : frame.allowed) words.push_back(to_text(kind));
    if (frame.may_listen) words.emplace_back("listen");
    JsonReader reader(*value, "", "model");
    const std::size_t chosen = reader.choice("move", words);
    Move move;
    move.text = clean_text(reader.text("text"), kTextMax);
    const std::string quote = reader.text_or("quote", "");
    move.asks_for = observation_kind_from(reader.text_or("asks_for", ""));
    move.reason = clean_text(reader.text_or("reason", ""), kReasonMax);
    if (!reader.ok()) {
        Error error = reader.error();
        error.id = "model.112";
        return error;
    }
    if (chosen >= frame.allowed.size()) return std::optional<Move>();
    move.kind = frame.allowed[chosen];
    const QuestionSpec* question = move.kind == MoveKind::Question ? frame.next : frame.open;
    if (question) move.question = question->id;
    if (const auto wrong = wrong_words(view, record, move.text)) return *wrong;
    if (!quote.empty()) {
        const auto place = locate_quote(record, quote);
        if (!place) return refused("the quote is not the candidate's words", "/quote");
        move.quote = std::string(slice(record.turns[place->turn].text, place->span));
    }
    return std::optional(std::move(move));
}

}  // namespace halfstep
