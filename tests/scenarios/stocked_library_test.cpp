// What the installed panels promise a coach: five questions a seat, anchors, points, follow-ups.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "scenarios/library.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

const Library& library() {
    static const Library kLibrary(
        {std::filesystem::path(HALFSTEP_SOURCE_DIR) / "scenarios/library"});
    return kLibrary;
}

/// The panels with a loop; default-five only reconciles ratings.
const std::vector<PanelSpec>& loops() {
    static const std::vector<PanelSpec> kLoops = [] {
        std::vector<PanelSpec> found;
        for (const LibraryEntry& entry : library().panels()) {
            if (entry.name != "default-five") {
                found.push_back(library().panel(entry.name).value());
            }
        }
        return found;
    }();
    return kLoops;
}

bool gives_away(const FollowUp& entry) {
    const auto is_question = [](const Condition& part) {
        return part.kind == Condition::Kind::Present &&
               part.observation == ObservationKind::ClarifyingQuestion;
    };
    return entry.when.kind == Condition::Kind::All &&
           std::ranges::any_of(entry.when.parts, is_question);
}

}  // namespace

TEST_CASE("the library covers the roles and ways of deciding it lists", "[scenarios]") {
    std::set<std::string> names;
    std::set<std::string> policies;
    for (const PanelSpec& panel : loops()) {
        names.insert(panel.name);
        policies.insert(panel.policy.id);
    }
    for (const char* name :
         {"mid-backend", "senior-backend", "staff-backend", "senior-frontend", "sre",
          "data-scientist", "ml-engineer", "mobile", "engineering-manager", "director",
          "product-manager", "consensus-committee", "bar-raiser", "small-startup"}) {
        INFO(name);
        CHECK(names.contains(name));
    }
    for (const char* policy :
         {"floor_ledger", "committee_consensus", "bar_raiser", "hiring_manager"}) {
        INFO(policy);
        CHECK(policies.contains(policy));
    }
}

TEST_CASE("every seat has five questions that its rounds ask", "[scenarios]") {
    for (const PanelSpec& panel : loops()) {
        std::map<std::string, std::set<std::string>> asked;
        std::set<std::string> reachable;
        for (const RoundSpec& round : panel.rounds) {
            asked[round.seat].insert(round.questions.begin(), round.questions.end());
            reachable.insert(round.questions.begin(), round.questions.end());
        }
        for (const SeatSpec& seat : panel.seats) {
            INFO(panel.name << ", " << seat.id);
            CHECK(asked[seat.id].size() >= 5);
            CHECK_FALSE(seat.title.empty());
        }
        CHECK(reachable.size() == panel.questions.size());
    }
}

TEST_CASE("a question belongs to the seat that asks it", "[scenarios]") {
    for (const PanelSpec& panel : loops()) {
        for (const RoundSpec& round : panel.rounds) {
            const std::vector<std::string>& owned = panel.find_seat(round.seat)->signals;
            for (const std::string& id : round.questions) {
                INFO(panel.name << ", " << round.id << ", " << id);
                const std::vector<std::string>& about = panel.find_question(id)->signals;
                CHECK(std::ranges::any_of(about, [&](const std::string& signal) {
                    return std::ranges::count(owned, signal) > 0;
                }));
            }
        }
    }
}

TEST_CASE("every question says what it looks for, what may follow and how it is challenged",
          "[scenarios]") {
    for (const PanelSpec& panel : loops()) {
        for (const QuestionSpec& question : panel.questions) {
            INFO(panel.name << ", " << question.id);
            CHECK(question.looks_for.size() >= 2);
            for (const LookFor& point : question.looks_for) CHECK(point.ways.size() >= 2);
            CHECK(question.follow_ups.size() >= 2);
            CHECK_FALSE(question.challenges.empty());
        }
    }
}

TEST_CASE("every signal has anchors at the level hired for, a floor somewhere, and its usual no",
          "[scenarios]") {
    for (const PanelSpec& panel : loops()) {
        CHECK_FALSE(panel.usual_rejection.empty());
        CHECK_FALSE(panel.notes.empty());
        CHECK(std::ranges::any_of(panel.signals, [&](const SignalSpec& signal) {
            return signal.floors.contains(panel.target_level);
        }));
        for (const SignalSpec& signal : panel.signals) {
            INFO(panel.name << ", " << signal.id);
            REQUIRE(signal.anchors.contains(panel.target_level));
            CHECK(signal.anchors.at(panel.target_level).size() == panel.scale.labels.size());
            CHECK(signal.weights.contains(panel.target_level));
            CHECK_FALSE(signal.usual_rejection.empty());
            CHECK_FALSE(signal.meaning.empty());
        }
    }
}

TEST_CASE("at least eight design prompts keep a requirement for who asks, and know a failure",
          "[scenarios]") {
    std::set<std::string> prompts;
    for (const PanelSpec& panel : loops()) {
        for (const RoundSpec& round : panel.rounds) {
            if (round.kind != "design") continue;
            for (const std::string& id : round.questions) {
                const QuestionSpec& question = *panel.find_question(id);
                const bool failure =
                    std::ranges::any_of(question.follow_ups, [](const FollowUp& entry) {
                        return entry.when.kind == Condition::Kind::Missing &&
                               entry.when.observation == ObservationKind::FailureMode;
                    });
                if (failure && std::ranges::any_of(question.follow_ups, gives_away)) {
                    prompts.insert(id);
                }
            }
        }
    }
    CHECK(prompts.size() >= 8);
}
