#include "session/dry_run.hpp"

#include <nlohmann/json.hpp>

#include "scenarios/library.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;

namespace {

Library installed() {
    return Library({std::string(HALFSTEP_SOURCE_DIR) + "/scenarios/library"});
}

PanelSpec panel_from(const std::string& more) {
    const LoadedPanel loaded = installed().check_panel(
        "format: halfstep/panel\nversion: 1\nname: mine\nextends: senior-backend\n" + more,
        "mine.panel.yaml");
    for (const Problem& problem : loaded.problems) UNSCOPED_INFO(to_text(problem));
    REQUIRE(loaded.panel);
    return *loaded.panel;
}

}  // namespace

TEST_CASE("a dry run tells what a stricter floor did, and nothing else", "[session]") {
    const PanelSpec base = installed().panel("senior-backend").value();
    const CandidateScript ines = installed().candidate("ines").value();
    const PanelSpec strict =
        panel_from("signals:\n  - {id: coding, floors: {senior: strong_hire}}\n");
    const Result<DryVerdict> before = dry_run(base, ines, "", 1);
    const Result<DryVerdict> after = dry_run(strict, ines, "", 1);
    REQUIRE(before);
    REQUIRE(after);
    CHECK(before->outcome == "hire");
    CHECK(after->outcome != "hire");
    CHECK(after->questions == before->questions);
    CHECK(nlohmann::json::parse(after->verdict_json)["outcome"] == after->outcome);
    CHECK(to_json(*before, base)["level"] == "senior");
    const DryChange change = compare(*after, strict, *before, base);
    CHECK(change.decision);
    CHECK(change.ratings.empty());
    CHECK_FALSE(change.reasons_new.empty());
    CHECK(to_json(change)["decision"] == true);

    const DryChange none = compare(*before, base, *before, base);
    CHECK_FALSE(none.decision);
    CHECK(none.ratings.empty());
    CHECK(none.reasons_new.empty());
}

TEST_CASE("a persona without follow-ups asks less; a person's seat is taken over", "[session]") {
    const PanelSpec base = installed().panel("senior-backend").value();
    const CandidateScript ines = installed().candidate("ines").value();
    const PanelSpec quiet = panel_from(
        "seats:\n  - {id: behavioral, kind: human, persona: {preset: quiet, probing: 0}}\n");
    const Result<DryVerdict> run = dry_run(quiet, ines, "", 1);
    REQUIRE(run);
    CHECK(run->questions < dry_run(base, ines, "", 1)->questions);
    CHECK_FALSE(run->ratings.empty());
}

TEST_CASE("a candidate fits the panel it was written for, and panels that ask the same",
          "[session]") {
    const CandidateScript ines = installed().candidate("ines").value();
    const PanelSpec base = installed().panel("senior-backend").value();
    CHECK(fits(ines, base, {}));
    PanelSpec renamed = base;
    renamed.name = "other";
    CHECK(fits(ines, renamed, {}));
    renamed.rounds[0].questions = {"nothing-known"};
    CHECK_FALSE(fits(ines, renamed, {}));
    CHECK(fits(ines, renamed, {"senior-backend"}));
    CHECK_FALSE(fits(ines, installed().panel("default-five").value(), {}));
}
