// Reads labelled cases with the embedded interviewer and writes one JSON line per case: the
// features, the rating, and which deciding quotes a card overlaps. script/judge makes scores of it.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "interviewers/assess.hpp"
#include "interviewers/reading/caps.hpp"
#include "interviewers/reading/features.hpp"
#include "interviewers/reading/level.hpp"
#include "interviewers/reading/looks_for.hpp"
#include "panel/json.hpp"

namespace {

using namespace halfstep;

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

SeatView view_of(const RoundRecord& round) {
    SeatView view;
    view.brief.target_level = "senior";
    view.brief.ladder = default_ladder();
    view.brief.scale = default_scale();
    view.seat.id = round.round;
    view.seat.signals = {round.round};
    SignalSpec signal;
    signal.id = round.round;
    signal.owner = {round.round};
    view.signals = {signal};
    RoundSpec spec;
    spec.id = round.round;
    spec.seat = round.round;
    spec.kind = round.round;
    view.rounds = {spec};
    view.records = {round};
    return view;
}

/// Byte offset of the quote in its turn to a span; empty when it is not there.
std::optional<Span> find_quote(const std::string& text, const std::string& quote) {
    const std::size_t at = text.find(quote);
    if (at == std::string::npos) return std::nullopt;
    const std::size_t begin = code_points_before(text, at);
    return Span{begin, begin + code_point_count(quote)};
}

nlohmann::json quotes_of(const nlohmann::json& gold, const RoundRecord& round,
                         const Feedback& feedback) {
    nlohmann::json out = nlohmann::json::array();
    for (const nlohmann::json& key : gold["key_quotes"]) {
        if (key.contains("round") && key["round"] != round.round) continue;
        const std::size_t turn = key["turn"];
        if (turn >= round.turns.size()) continue;
        const auto span = find_quote(round.turns[turn].text, key["quote"]);
        if (!span) continue;
        bool right = false;
        bool any = false;
        for (const EvidenceCard& card : feedback.cards) {
            if (card.turn != turn || card.span->end <= span->begin || card.span->begin >= span->end)
                continue;
            any = true;
            right =
                right || (card.polarity == Polarity::Strength) == (key["polarity"] == "strength");
        }
        out.push_back({{"polarity", key["polarity"]},
                       {"quote", key["quote"]},
                       {"any", any},
                       {"right", right}});
    }
    return out;
}

/// `whole` adds the feedback itself, to read.
void judge(const std::filesystem::path& folder, const nlohmann::json& gold, bool whole) {
    const auto parsed = parse_json(read_file(folder / gold["file"].get<std::string>()));
    const auto transcript = transcript_from_json(parsed.value());
    const std::string kind = gold["round"];
    const RoundRecord& round = *transcript.value().find_round(kind);
    const RoundFamily family = family_of(kind);
    const RoundReading reading = read_round(round, family != RoundFamily::Story);
    const Feedback feedback = assess(view_of(round));
    nlohmann::json line{{"id", gold["id"]}, {"round", kind}, {"family", to_text(family)}};
    line["features"] = nlohmann::json::object();
    const Features features = features_of(round, reading, family);
    const std::vector<Cap> caps = caps_of(features, reading, family);
    for (const auto& [name, value] : features.values) line["features"][name] = value;
    const auto guard = std::ranges::min_element(caps, {}, &Cap::steps);
    if (guard != caps.end()) line["cap"] = guard->steps;
    const Rating& rating = feedback.ratings.at(0);
    if (rating.label) line["label"] = *rating.label;
    if (rating.estimate) line["estimate"] = static_cast<double>(*rating.estimate) / 1000.0;
    line["cards"] = feedback.cards.size();
    line["summary"] = feedback.summary;
    line["would_raise"] = rating.would_raise;
    line["quotes"] = quotes_of(gold, round, feedback);
    if (whole) line["feedback"] = to_json(feedback);
    std::cout << line.dump() << "\n";
}

/// graded_answers.jsonl: how well the answer covers points made from the reference answer.
void grade(const std::filesystem::path& path) {
    std::ifstream in(path);
    for (std::string text; std::getline(in, text);) {
        const auto row = nlohmann::json::parse(text);
        const std::vector<LookFor> points = points_of(row["reference"].get<std::string>());
        const double covered = coverage(points, row["response"].get<std::string>(),
                                        row["question"].get<std::string>());
        std::cout << nlohmann::json{{"question", row["question_id"]},
                                    {"score", row["score"]},
                                    {"read", covered}}
                         .dump()
                  << "\n";
    }
}

/// ladder_statements.csv (level, order, competency, statement): the level the words read at.
void ladder(const std::filesystem::path& path) {
    std::ifstream in(path);
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        std::size_t at = 0;
        std::array<std::string, 3> fields;
        for (std::string& field : fields) {
            const std::size_t comma = line.find(',', at);
            field = line.substr(at, comma - at);
            at = comma + 1;
        }
        std::cout << nlohmann::json{{"ladder", std::stoi(fields[1])},
                                    {"read", read_level(line.substr(at)).value_or(1.5)}}
                         .dump()
                  << "\n";
    }
}

}  // namespace

int main(int argc, char** argv) {
    bool whole = false;
    for (int i = 1; i < argc; ++i) {
        const std::filesystem::path path = argv[i];
        if (path == "--feedback") {
            whole = true;
            continue;
        }
        if (std::filesystem::is_directory(path)) {
            std::ifstream gold(path / "gold.jsonl");
            for (std::string line; std::getline(gold, line);)
                judge(path, nlohmann::json::parse(line), whole);
        } else if (path.extension() == ".csv") {
            ladder(path);
        } else {
            grade(path);
        }
    }
    return 0;
}
