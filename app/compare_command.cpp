#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/command.hpp"
#include "app/exit_code.hpp"
#include "app/files.hpp"
#include "app/panel_of.hpp"
#include "app/verdict_table.hpp"
#include "base/limits.hpp"
#include "panel/json.hpp"
#include "panel/loop_state.hpp"
#include "session/comparison.hpp"
#include "session/replay.hpp"

namespace halfstep {
namespace {

struct CompareOptions {
    std::vector<std::string> files;
    std::string scenarios;
    bool as_json = false;
    bool cards = false;
};

bool is_log(const std::string& text) {
    const nlohmann::json first =
        nlohmann::json::parse(text.substr(0, text.find('\n')), nullptr, false);
    return first.is_object() && first.contains("kind") && first.contains("seq");
}

Result<Comparison> compare_log(const std::string& text) {
    const Result<std::vector<Event>> events = read_log(text);
    if (!events) return events.error();
    const LoopState state = fold(*events);
    if (!state.panel || !state.opened) {
        return Error{ErrorCode::Refused, "loop.110", "the debrief has not happened yet", "",
                     "compare a loop that came to its debrief"};
    }
    Packet packet = packet_of(state);
    packet.target_level = state.target_level;
    return compare_with_embedded(packet, *state.panel);
}

Result<Comparison> compare_packet(const std::string& text, PanelOf& panel_of) {
    const Result<nlohmann::json> value = parse_json(text);
    if (!value) return value.error();
    const Result<Packet> packet = packet_from_json(*value);
    if (!packet) return packet.error();
    const auto panel = panel_of(*packet);
    if (!panel) return panel.error();
    return compare_with_embedded(*packet, **panel);
}

std::string label(const std::optional<std::string>& rating) {
    std::string text = rating.value_or("not observed");
    std::ranges::replace(text, '_', ' ');
    return text;
}

std::string table_of(const Comparison& comparison, bool with_cards) {
    std::string text = fmt::format(
        "\n{}\n  {:<16} {:<16} {:<20} {:<16} {:<16} {:>5}  {:>4} {:>5} {:>8}\n",
        comparison.candidate.empty() ? "candidate" : comparison.candidate, "seat", "signal",
        "model", "model says", "embedded says", "steps", "both", "model", "embedded");
    for (const ComparedSignal& row : comparison.signals) {
        const auto found = [&](const char* by) {
            return std::ranges::count(row.cards, by, &ComparedCard::found_by);
        };
        text +=
            fmt::format("  {:<16} {:<16} {:<20} {:<16} {:<16} {:>5}  {:>4} {:>5} {:>8}\n", row.seat,
                        row.signal, row.model, label(row.model_rating), label(row.embedded_rating),
                        row.steps ? fmt::format("{:+d}", *row.steps) : "-", found("both"),
                        found("model"), found("embedded"));
        if (!with_cards) continue;
        for (const ComparedCard& card : row.cards) {
            text +=
                fmt::format("    {:<8} {} turn {}, {}: {}\n", card.found_by, card.round, card.turn,
                            card.polarity == Polarity::Strength ? "strength" : "concern",
                            wrapped("\"" + card.quote + "\"", 80, 8));
            for (const auto& [who, note] :
                 {std::pair{"model", card.model_note}, std::pair{"embedded", card.embedded_note}}) {
                if (note.empty()) continue;
                text += fmt::format("             {}: {}\n", who, wrapped(note, 80, 15));
            }
        }
    }
    for (const std::string& seat : comparison.taken_over) {
        text += "  taken over by the embedded interviewer, " + wrapped(seat, 80, 4) + "\n";
    }
    for (const std::string& seat : comparison.abstained) {
        text += "  abstained, " + wrapped(seat, 80, 4) + "\n";
    }
    return text;
}

std::string independence_in_words(const Independence& independence) {
    if (!independence.effective) {
        return "\nIndependent opinions: too little to say; it takes two models, or two seats of "
               "one, that share three packets or signals and differ from the embedded reading.\n";
    }
    return fmt::format(
        "\nIndependent opinions: {} raters whose departures from the embedded reading correlate "
        "by {:.2f} are worth {:.1f}.\n",
        independence.raters.size(), *independence.correlation, *independence.effective);
}

int compare_files(const CompareOptions& options) {
    const Library library(library_folders(options.scenarios));
    PanelOf panel_of(library);
    std::vector<Comparison> comparisons;
    for (const std::string& file : options.files) {
        const Result<std::string> text = read_input(file, 4 * limits::kPacketBytesMax);
        if (!text) return report(text.error());
        Result<Comparison> comparison =
            is_log(*text) ? compare_log(*text) : compare_packet(*text, panel_of);
        if (!comparison) return report(found_in(file, comparison.error()));
        comparisons.push_back(std::move(*comparison));
    }
    const Independence independence = independence_of(comparisons);
    std::string output;
    if (options.as_json) {
        output = to_json(comparisons, independence).dump(2) + "\n";
    } else {
        for (const Comparison& comparison : comparisons) {
            output += table_of(comparison, options.cards);
        }
        output += independence_in_words(independence);
    }
    const auto written = write_output(output);
    return written ? kExitDone : report(written.error());
}

}  // namespace

void add_compare_command(CLI::App& app, const Globals&, Run& run) {
    CLI::App* command = app.add_subcommand(
        "compare", "Where models and the embedded interviewer differ on the same rounds");
    auto options = std::make_shared<CompareOptions>();
    command
        ->add_option("FILE", options->files,
                     "Event logs or packets of loops in which models sat; several show how "
                     "independent they are")
        ->required();
    command->add_option("--scenarios", options->scenarios, "A folder with more panels");
    command->add_flag("--cards", options->cards, "Every card, with who found it");
    command->add_flag("--json", options->as_json, "As a JSON object");
    command->callback([&run, options] { run = [options] { return compare_files(*options); }; });
}

}  // namespace halfstep
