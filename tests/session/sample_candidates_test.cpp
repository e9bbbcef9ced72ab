// The library's sample candidates, each with the verdict a good panel would reach.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "scenarios/library.hpp"
#include "session/scripted_loop.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

/// The signal rated lowest, where that is what the sample is about.
const std::map<std::string, std::string> kLowest{
    {"annika", "hiring_manager"},
    {"bastian", "product"},
    {"brigitte", "coding"},
    {"colin", "coding"},
    {"dorian", "behavioral"},
    {"edda", "incident"},
    {"emeka", "bar"},
    {"gregor", "people"},
    {"henrik", "behavioral"},
    {"joost", "incident"},
    {"owen", "coding"},
    {"priya", "design"},
    {"ruud", "behavioral"},
    {"theo", "design"},
    {"tomasz", "design"},
};

const Library& library() {
    static const Library kLibrary({std::string(HALFSTEP_SOURCE_DIR) + "/scenarios/library"});
    return kLibrary;
}

std::string lowest_signal(const Packet& packet) {
    std::string signal;
    MilliSteps least = 6000;
    for (const Feedback& feedback : packet.feedback) {
        for (const Rating& rating : feedback.ratings) {
            if (!rating.estimate || *rating.estimate >= least) continue;
            least = *rating.estimate;
            signal = rating.signal;
        }
    }
    return signal;
}

}  // namespace

TEST_CASE("every sample candidate gets the verdict it was written for", "[session]") {
    for (const LibraryEntry& entry : library().candidates()) {
        INFO(entry.name);
        REQUIRE_FALSE(entry.outcome.empty());
        const CandidateScript script = library().candidate(entry.name).value();
        const PanelSpec panel = library().panel(script.panel).value();
        const Result<PlayedLoop> played = play(panel, script, "", 1);
        REQUIRE(played);
        const nlohmann::json verdict = nlohmann::json::parse(played->verdict_json);
        CHECK(verdict["outcome"] == entry.outcome);
        CHECK((verdict["level"].is_null() ? "" : verdict["level"].get<std::string>()) ==
              entry.level);
        // Each tells one story, whoever asks.
        for (const nlohmann::json& found : verdict["contradictions"]) {
            INFO(found["resolution"]);
            CHECK(found["kind"] != "conflicting_statements");
        }
        const auto lowest = kLowest.find(entry.name);
        if (lowest != kLowest.end()) CHECK(lowest_signal(played->packet) == lowest->second);
    }
}

TEST_CASE("a sample candidate answers questions that its panel asks, in every round", "[session]") {
    for (const LibraryEntry& entry : library().candidates()) {
        const CandidateScript script = library().candidate(entry.name).value();
        const PanelSpec panel = library().panel(script.panel).value();
        CHECK(script.rounds.size() == panel.rounds.size());
        CHECK_FALSE(script.about.empty());
        for (const ScriptedRound& scripted : script.rounds) {
            INFO(entry.name << ", " << scripted.round);
            const RoundSpec* round = panel.find_round(scripted.round);
            REQUIRE(round != nullptr);
            CHECK_FALSE(scripted.answers.empty());
            for (const ScriptedAnswer& answer : scripted.answers) {
                INFO(answer.question);
                CHECK(std::ranges::count(round->questions, answer.question) == 1);
            }
        }
    }
}

TEST_CASE("every loop has a sample, and six of them refuse one and want one", "[session]") {
    std::map<std::string, std::set<std::string>> outcomes;
    for (const LibraryEntry& entry : library().candidates()) {
        outcomes[entry.detail].insert(entry.outcome);
    }
    for (const LibraryEntry& entry : library().panels()) {
        INFO(entry.name);
        CHECK((entry.name == "default-five" || outcomes.contains(entry.name)));
    }
    const auto differing =
        std::ranges::count_if(outcomes, [](const auto& panel) { return panel.second.size() > 1; });
    CHECK(differing >= 6);
}

TEST_CASE("every panel plays every candidate who has its rounds to a verdict", "[session]") {
    int plays = 0;
    for (const LibraryEntry& panel_entry : library().panels()) {
        const PanelSpec panel = library().panel(panel_entry.name).value();
        for (const LibraryEntry& entry : library().candidates()) {
            const CandidateScript script = library().candidate(entry.name).value();
            const bool fits =
                !panel.questions.empty() && script.panel != panel.name &&
                std::ranges::all_of(panel.rounds, [&](const RoundSpec& round) {
                    return std::ranges::count(script.rounds, round.id, &ScriptedRound::round) > 0;
                });
            if (!fits) continue;
            INFO(panel.name << " plays " << entry.name);
            const Result<PlayedLoop> played = play(panel, script, "", 1);
            REQUIRE(played);
            CHECK(played->packet.feedback.size() == panel.seats.size());
            ++plays;
        }
    }
    CHECK(plays > 0);
}
