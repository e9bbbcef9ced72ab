#include "scenarios/candidate_checks.hpp"

#include <nlohmann/json.hpp>

#include "scenarios/near_word.hpp"
#include "scenarios/panel_examination.hpp"
#include "scenarios/schema_check.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

void warn_of_unknown(Examination& file, const std::string& pointer, const char* id,
                     const std::string& what, const std::string& written, const Words& known) {
    if (written.empty() || contains(known, written)) return;
    file.warn(pointer, id, "the panel has no " + what + " \"" + written + "\"",
              suggestion(written, known));
}

void check_round(Examination& file, const Json& round, const std::string& pointer,
                 const PanelSpec& panel) {
    Words rounds;
    for (const RoundSpec& spec : panel.rounds) rounds.push_back(spec.id);
    warn_of_unknown(file, pointer + "/round", "candidate.302", "round", text_under(round, "round"),
                    rounds);
    const RoundSpec* spec = panel.find_round(text_under(round, "round"));
    if (!spec || !round.contains("answers") || !round["answers"].is_array()) return;
    for (std::size_t k = 0; k < round["answers"].size(); ++k) {
        const std::string question = text_under(round["answers"][k], "question");
        const std::string place = pointer + "/answers/" + std::to_string(k) + "/question";
        if (panel.find_question(question)) {
            if (contains(spec->questions, question)) continue;
            file.warn(place, "candidate.303",
                      "the round \"" + spec->id + "\" does not ask \"" + question + "\"",
                      suggestion(question, spec->questions));
        } else {
            warn_of_unknown(file, place, "candidate.303", "question", question, spec->questions);
        }
    }
}

void check_against_panel(Examination& file, const PanelSpec& panel) {
    warn_of_unknown(file, "/target_level", "candidate.304", "level",
                    text_under(file.root(), "target_level"), panel.ladder);
    file.each("rounds", [&](const Json& round, const std::string& pointer) {
        check_round(file, round, pointer, panel);
    });
}

}  // namespace

std::vector<Problem> candidate_problems(const YamlDocument& document, const std::string& path,
                                        const PanelNamed& panel_named) {
    Examination file(document, path);
    if (!document.value.is_object()) {
        file.error("", "candidate.200", "a candidate file is a set of keys",
                   "start with format: halfstep/candidate");
        return file.take();
    }
    file.check_structure(candidate_schema(), "candidate");
    file.check_name(path, ".candidate.", "candidate.203");
    const std::string name = text_under(document.value, "panel");
    if (name.empty() || !panel_named) return file.take();
    const std::optional<PanelSpec> panel = panel_named(name);
    if (panel) {
        check_against_panel(file, *panel);
    } else {
        file.warn("/panel", "candidate.301", "there is no panel \"" + name + "\" without errors",
                  "name a panel of the library, or give its folder with --scenarios");
    }
    return file.take();
}

}  // namespace halfstep
