#include "session/whole_debrief.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "panel/json.hpp"
#include "scenarios/library.hpp"
#include "session/assessment.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

const std::filesystem::path kSource = HALFSTEP_SOURCE_DIR;

PanelSpec senior_backend() {
    return Library({kSource / "scenarios/library"}).panel("senior-backend").value();
}

Packet assessed(const std::string& file, const PanelSpec& panel) {
    std::ifstream in(kSource / "tests/cases/behavioral" / file);
    std::ostringstream text;
    text << in.rdbuf();
    const Transcript told = transcript_from_json(parse_json(text.str()).value()).value();
    return assess_transcript(told, panel, "").value();
}

std::vector<Contradiction> conflicts(const Packet& packet, const PanelSpec& panel) {
    std::vector<Contradiction> found =
        whole_debrief(packet, panel, {}).value().verdict.contradictions;
    std::erase_if(found, [](const Contradiction& c) { return c.kind != "conflicting_statements"; });
    return found;
}

/// Whether there are such cards, all of the seat's, and all hold the words.
bool quoted(const Packet& packet, const std::vector<std::string>& ids, const std::string& seat,
            const std::string& words) {
    return !ids.empty() && std::ranges::all_of(ids, [&](const std::string& id) {
        return std::ranges::any_of(packet.feedback, [&](const Feedback& feedback) {
            return feedback.seat == seat &&
                   std::ranges::any_of(feedback.cards, [&](const EvidenceCard& card) {
                       return card.id == id && card.quote.find(words) != std::string::npos;
                   });
        });
    });
}

}  // namespace

TEST_CASE("Labelled stories told to two seats: who contradicts is told from who agrees",
          "[session]") {
    const PanelSpec panel = senior_backend();
    std::ifstream gold(kSource / "tests/cases/behavioral/gold.jsonl");
    int seen = 0;
    for (std::string line; std::getline(gold, line);) {
        const auto entry = nlohmann::json::parse(line);
        if (entry["kind"] != "consistency") continue;
        ++seen;
        INFO(entry["id"]);
        const Packet packet = assessed(entry["file"], panel);
        const auto found = conflicts(packet, panel);
        CHECK(found.empty() == !entry["contradiction"].get<bool>());
        for (const Contradiction& conflict : found) {
            CHECK(conflict.seats.size() == 2);
            CHECK(conflict.seats[0] != conflict.seats[1]);
            CHECK(conflict.resolution.find('"') != std::string::npos);
        }
    }
    CHECK(seen == 6);
}

TEST_CASE("A conflict cites both seats' cards, and without a transcript their quotes tell it",
          "[session]") {
    const PanelSpec panel = senior_backend();
    Packet packet = assessed("con-payments-number.json", panel);
    for (const bool with_transcript : {true, false}) {
        if (!with_transcript) packet.transcript.reset();
        const auto found = conflicts(packet, panel);
        REQUIRE(found.size() == 1);
        CHECK(quoted(packet, found[0].cards_for, "behavioral", "4.1 percent"));
        CHECK(quoted(packet, found[0].cards_against, "hiring_manager", "nine percent"));
        CHECK(found[0].resolution.find("4.1 percent") != std::string::npos);
        CHECK(found[0].resolution.find("nine percent") != std::string::npos);
        CHECK(found[0].resolution.find("The figures differ") != std::string::npos);
    }
}

TEST_CASE("The order of rounds, seats and cards changes no byte", "[session]") {
    const PanelSpec panel = senior_backend();
    Packet packet = assessed("con-registry-owner.json", panel);
    const auto bytes = [&] {
        return to_json(whole_debrief(packet, panel, {}).value().verdict).dump();
    };
    for (const bool with_transcript : {true, false}) {
        if (!with_transcript) packet.transcript.reset();
        const std::string before = bytes();
        if (with_transcript) std::ranges::reverse(packet.transcript->rounds);
        std::ranges::reverse(packet.feedback);
        for (Feedback& feedback : packet.feedback) std::ranges::reverse(feedback.cards);
        CHECK(bytes() == before);
    }
}
