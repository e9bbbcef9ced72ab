#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/exit_code.hpp"
#include "app/files.hpp"
#include "app/verdict_table.hpp"
#include "app/whole_number.hpp"
#include "scenarios/library.hpp"
#include "session/dry_run.hpp"

namespace halfstep {
namespace {

struct TryOptions {
    std::string panel;
    std::string base;
    std::vector<std::string> candidates;
    std::uint64_t seed = 1;
    std::string scenarios;
    bool as_json = false;
};

/// A sample candidate through a panel, and through the one it is compared to.
struct DryRun {
    std::string candidate;
    std::string title;
    DryVerdict verdict;
    std::optional<DryVerdict> base{};
    DryChange changed{};  ///< empty without a base
};

struct Trial {
    PanelSpec panel;
    std::optional<PanelSpec> base;
    std::vector<DryRun> runs;
};

/// The candidates named, or all that fit.
Result<std::vector<CandidateScript>> candidates_for(const Library& library,
                                                    const TryOptions& options,
                                                    const PanelSpec& panel,
                                                    const std::vector<std::string>& related) {
    std::vector<CandidateScript> scripts;
    for (const std::string& name : options.candidates) {
        Result<CandidateScript> script = library.candidate_at(name);
        if (!script) return script.error();
        scripts.push_back(std::move(*script));
    }
    if (!options.candidates.empty()) return scripts;
    for (const LibraryEntry& entry : library.candidates()) {
        Result<CandidateScript> script = library.candidate(entry.name);
        if (script && fits(*script, panel, related)) scripts.push_back(std::move(*script));
    }
    if (scripts.empty()) {
        return Error{ErrorCode::NotFound, "try.101",
                     "no sample candidate answers the questions of " + panel.name, "",
                     "name one with --candidate, or write one: halfstep scenarios lists what is "
                     "there"};
    }
    return scripts;
}

Result<DryRun> run_of(const Trial& trial, const CandidateScript& script, std::uint64_t seed) {
    Result<DryVerdict> verdict = dry_run(trial.panel, script, "", seed);
    if (!verdict) return verdict.error();
    DryRun run{script.name, script.title, std::move(*verdict)};
    if (!trial.base) return run;
    Result<DryVerdict> before = dry_run(*trial.base, script, "", seed);
    if (!before) return before.error();
    run.changed = compare(run.verdict, trial.panel, *before, *trial.base);
    run.base = std::move(*before);
    return run;
}

Result<Trial> try_out(const Library& library, const TryOptions& options) {
    Result<PanelSpec> panel = library.panel_at(options.panel);
    if (!panel) return panel.error();
    const std::vector<std::string> related =
        library.base_panels(library.panel_text_at(options.panel).value());
    Trial trial{std::move(*panel), {}, {}};
    const std::string base = !options.base.empty() ? options.base
                             : related.empty()     ? std::string()
                                                   : related.front();
    if (!base.empty()) {
        Result<PanelSpec> compared = library.panel_at(base);
        if (!compared) return compared.error();
        trial.base = std::move(*compared);
    }
    const auto scripts = candidates_for(library, options, trial.panel, related);
    if (!scripts) return scripts.error();
    for (const CandidateScript& script : *scripts) {
        Result<DryRun> run = run_of(trial, script, options.seed);
        if (!run) {
            Error error = run.error();
            error.message = script.name + " could not be played: " + error.message;
            return error;
        }
        trial.runs.push_back(std::move(*run));
    }
    return trial;
}

std::string decision(const DryVerdict& verdict, const PanelSpec& panel) {
    return decision_in_words({{"outcome", verdict.outcome},
                              {"level", verdict.level},
                              {"target_level", panel.target_level}});
}

std::string label(const std::optional<std::string>& label) {
    return label ? *label : "not observed";
}

std::string changes(const DryChange& changed) {
    std::string text = changed.decision ? "decision" : "";
    for (const RatingChange& change : changed.ratings) {
        text += (text.empty() ? "" : ", ") + change.signal + ": " + label(change.before) + " -> " +
                label(change.after);
    }
    if (!text.empty()) return text;
    return changed.reasons_gone.empty() && changed.reasons_new.empty() ? "nothing"
                                                                       : "the reasons alone";
}

std::string block(const DryRun& run, const Trial& trial) {
    const auto line = [](const std::string& panel, const DryVerdict& verdict,
                         const std::string& words) {
        return fmt::format("  {:<26} {:<46} {:>4.0f} %  {:>3}\n", panel, words,
                           verdict.p_target * 100, verdict.questions);
    };
    std::string text = run.candidate + ": " + run.title + "\n" +
                       line(trial.panel.name, run.verdict, decision(run.verdict, trial.panel));
    if (!run.base) return text + "\n";
    text += line(trial.base->name, *run.base, decision(*run.base, *trial.base));
    text += "  changed: " + wrapped(changes(run.changed), 84, 4) + "\n";
    for (const std::string& reason : run.changed.reasons_gone) {
        text += "    - " + wrapped(reason, 90, 6) + "\n";
    }
    for (const std::string& reason : run.changed.reasons_new) {
        text += "    + " + wrapped(reason, 90, 6) + "\n";
    }
    return text + "\n";
}

std::string table(const Trial& trial) {
    std::string text = trial.panel.title;
    if (trial.base) text += ", compared with " + trial.base->title;
    text +=
        fmt::format("\n\n  {:<26} {:<46} {:>6}  {:>3}\n\n", "panel", "decision", "chance", "asked");
    for (const DryRun& run : trial.runs) text += block(run, trial);
    const auto other =
        std::ranges::count_if(trial.runs, [](const DryRun& run) { return run.changed.decision; });
    text += std::to_string(trial.runs.size()) +
            (trial.runs.size() == 1 ? " candidate" : " candidates") + " played";
    if (trial.base) text += ", " + std::to_string(other) + " decided otherwise";
    return text + ".\n";
}

std::string json_of(const Trial& trial) {
    nlohmann::json runs = nlohmann::json::array();
    for (const DryRun& run : trial.runs) {
        nlohmann::json value{{"candidate", run.candidate},
                             {"title", run.title},
                             {"verdict", to_json(run.verdict, trial.panel)},
                             {"base", nullptr}};
        if (run.base) {
            value["base"] = to_json(*run.base, *trial.base);
            value["changed"] = to_json(run.changed);
        }
        runs.push_back(std::move(value));
    }
    nlohmann::json whole{
        {"panel", trial.panel.name}, {"base", nullptr}, {"candidates", std::move(runs)}};
    if (trial.base) whole["base"] = trial.base->name;
    return whole.dump(2) + "\n";
}

int try_panel(const TryOptions& options) {
    const Library library = Library(library_folders(options.scenarios)).beside(options.panel);
    const Result<Trial> trial = try_out(library, options);
    if (!trial) return report(trial.error());
    const auto written = write_output(options.as_json ? json_of(*trial) : table(*trial));
    return written ? kExitDone : report(written.error());
}

}  // namespace

void add_try_command(CLI::App& app, const Globals&, Run& run) {
    CLI::App* command = app.add_subcommand(
        "try",
        "Play every fitting sample candidate through a panel and through the one it builds "
        "on: what did your change do");
    auto options = std::make_shared<TryOptions>();
    command->add_option("PANEL", options->panel, "A panel by name or file")->required();
    command->add_option("--base", options->base,
                        "Compare with this panel (default the first one it extends)");
    command->add_option("--candidate", options->candidates,
                        "Only this candidate, by name or file; may stand several times");
    command->add_option("--seed", options->seed, "Seed of the interviewers' wording (default 1)")
        ->check(whole_number());
    command->add_option("--scenarios", options->scenarios, "A folder with more panels");
    command->add_flag("--json", options->as_json, "As JSON");
    command->callback([&run, options] { run = [options] { return try_panel(*options); }; });
}

}  // namespace halfstep
