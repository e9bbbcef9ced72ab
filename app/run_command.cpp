#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/exit_code.hpp"
#include "app/files.hpp"
#include "app/model_flags.hpp"
#include "app/verdict_table.hpp"
#include "app/whole_number.hpp"
#include "panel/json.hpp"
#include "scenarios/library.hpp"
#include "session/scripted_loop.hpp"

namespace halfstep {
namespace {

struct RunOptions {
    std::string panel;
    std::string candidate;
    std::string level;
    std::uint64_t seed = 1;
    std::string log;
    std::string packet;
    std::string scenarios;
    bool as_json = false;
    bool transcript = false;
    ModelFlags model;
};

constexpr std::size_t kTransfersMax = 16;  ///< calls to the model at one time

/// A seat that is named must be one, so that a slip is not a loop without the model.
Result<Done> check_seats(const PanelSpec& panel, const std::string& seats) {
    for (const auto& [seat, model] : ChosenSeats::read(seats).models) {
        if (panel.find_seat(seat)) continue;
        std::string known;
        for (const SeatSpec& one : panel.seats) known += (known.empty() ? "" : ", ") + one.id;
        return Error{ErrorCode::InvalidArgument, "usage.113",
                     "there is no seat \"" + seat + "\" in " + panel.name, "--model-seats",
                     "all, or some of: " + known};
    }
    return Done{};
}

std::string lines_of(const std::vector<Event>& events) {
    std::string lines;
    for (const Event& event : events) lines += canonical(to_json(event)) + "\n";
    return lines;
}

/// The loop as a script: what each side said, round by round.
std::string spoken(const std::vector<Event>& events) {
    std::string text;
    for (const Event& event : events) {
        if (const auto* round = std::get_if<RoundStarted>(&event.body)) {
            text += "\n# " + round->round + "\n";
        } else if (const auto* asked = std::get_if<QuestionAsked>(&event.body)) {
            text += "\nInterviewer: " + wrapped(asked->text, 90, 2) + "\n    [" +
                    std::string(to_text(asked->move)) + ": " + asked->reason + "]\n";
        } else if (const auto* remark = std::get_if<RemarkMade>(&event.body)) {
            text += "\nInterviewer: " + wrapped(remark->text, 90, 2) + "\n";
        } else if (const auto* answer = std::get_if<AnswerGiven>(&event.body)) {
            const bool speech = answer->kind == TurnKind::Speech;
            text +=
                "\nCandidate: " + (speech ? wrapped(answer->text, 90, 2) : "\n" + answer->text) +
                "\n";
        }
    }
    return text;
}

int run_loop(const RunOptions& options) {
    const Library library(library_folders(options.scenarios));
    const Result<PanelSpec> panel = library.panel_at(options.panel);
    if (!panel) return report(panel.error());
    const Result<CandidateScript> candidate = library.candidate_at(options.candidate);
    if (!candidate) return report(candidate.error());
    if (!options.level.empty() && !panel->level_index(options.level)) {
        std::string ladder;
        for (const std::string& step : panel->ladder) ladder += (ladder.empty() ? "" : ", ") + step;
        return report(Error{ErrorCode::InvalidArgument, "usage.103",
                            "there is no level \"" + options.level + "\" in " + panel->name,
                            "--level", "one of: " + ladder});
    }
    if (const Result<Done> seats = check_seats(*panel, options.model.seats); !seats) {
        return report(seats.error());
    }
    const std::unique_ptr<HttpClient> http = make_curl_http_client(kTransfersMax);
    const Result<std::unique_ptr<ModelSeats>> model = ModelSeats::make(options.model, *http);
    if (!model) return report(model.error());
    const Result<PlayedLoop> played =
        play(*panel, *candidate, options.level, options.seed, (*model)->seating());
    if (!played) return report(played.error());
    if (!options.log.empty()) {
        const auto written = write_file(options.log, lines_of(played->events));
        if (!written) return report(written.error());
    }
    if (!options.packet.empty()) {
        const auto written = write_file(options.packet, to_json(played->packet).dump(2) + "\n");
        if (!written) return report(written.error());
    }
    const nlohmann::json verdict = nlohmann::json::parse(played->verdict_json);
    std::string output;
    if (options.as_json) {
        output = verdict.dump(2) + "\n";
    } else {
        output = candidate->title + ", interviewed by " + panel->title + "\n\n";
        if (options.transcript) output += spoken(played->events) + "\n";
        output += verdict_table(verdict, played->packet);
    }
    const auto written = write_output(output);
    return written ? kExitDone : report(written.error());
}

}  // namespace

void add_run_command(CLI::App& app, const Globals&, Run& run) {
    CLI::App* command =
        app.add_subcommand("run", "Play a scripted candidate through a panel to the verdict");
    auto options = std::make_shared<RunOptions>();
    command->add_option("--panel", options->panel, "A panel by name or file")->required();
    command->add_option("--candidate", options->candidate, "A candidate by name or file")
        ->required();
    command->add_option("--level", options->level, "Target level (default the panel's)");
    command->add_option("--seed", options->seed, "Seed of the interviewers' wording (default 1)")
        ->check(whole_number());
    command->add_option("--log", options->log, "Write the event log here, one event a line");
    command->add_option("--packet", options->packet, "Write the feedback packet here");
    command->add_option("--scenarios", options->scenarios, "A folder with more panels");
    command->add_flag("--transcript", options->transcript, "Print what was said, too");
    command->add_flag("--json", options->as_json, "Print the verdict as JSON");
    add_model_flags(*command, options->model);
    command->callback([&run, options] { run = [options] { return run_loop(*options); }; });
}

}  // namespace halfstep
