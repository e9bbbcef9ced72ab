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
    const Result<DryRun> run = dry_run(strict, &base, ines, 1);
    REQUIRE(run);
    REQUIRE(run->base);
    CHECK(run->base->outcome == "hire");
    CHECK(run->verdict.outcome != "hire");
    CHECK(run->other_decision);
    CHECK(run->ratings.empty());
    CHECK_FALSE(run->reasons_new.empty());
    CHECK(run->verdict.questions == run->base->questions);
    const nlohmann::json json = to_json(*run, strict, &base);
    CHECK(json["changed"]["decision"] == true);
    CHECK(json["base"]["level"] == "senior");

    const Result<DryRun> same = dry_run(base, &base, ines, 1);
    REQUIRE(same);
    CHECK_FALSE(same->other_decision);
    CHECK(same->ratings.empty());
    CHECK(same->reasons_new.empty());
}

TEST_CASE("a persona without follow-ups asks less; a person's seat is taken over", "[session]") {
    const PanelSpec base = installed().panel("senior-backend").value();
    const CandidateScript ines = installed().candidate("ines").value();
    const PanelSpec quiet = panel_from(
        "seats:\n  - {id: behavioral, kind: human, persona: {preset: quiet, probing: 0}}\n");
    const Result<DryRun> run = dry_run(quiet, &base, ines, 1);
    REQUIRE(run);
    CHECK(run->verdict.questions < run->base->questions);
    CHECK_FALSE(run->verdict.ratings.empty());
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
