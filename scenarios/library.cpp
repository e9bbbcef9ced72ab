#include "scenarios/library.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "base/limits.hpp"
#include "panel/json.hpp"
#include "scenarios/candidate_checks.hpp"
#include "scenarios/candidate_json.hpp"
#include "scenarios/extends.hpp"
#include "scenarios/near_word.hpp"
#include "scenarios/panel_checks.hpp"
#include "scenarios/panel_examination.hpp"

namespace halfstep {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPanelEnding = ".panel.yaml";
constexpr const char* kFragmentEnding = ".fragment.yaml";
constexpr const char* kCandidateEnding = ".candidate.yaml";

constexpr std::size_t kBasesMax = 32;

const std::vector<std::string> kPanelPlaces{"", "panels"};
const std::vector<std::string> kFragmentPlaces{"", "rubrics", "questions", "problems"};
const std::vector<std::string> kCandidatePlaces{"", "candidates"};

std::optional<std::string> read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    // One byte over the limit is enough for the reader to say that it is too large.
    std::string text(limits::kPanelFileBytesMax + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

/// Name -> path of the files with this ending; a folder earlier in the list wins.
std::map<std::string, fs::path> files_with(const std::vector<fs::path>& folders,
                                           const std::vector<std::string>& places,
                                           const std::string& ending) {
    std::map<std::string, fs::path> files;
    for (const fs::path& folder : folders) {
        for (const std::string& place : places) {
            std::error_code error;
            for (const auto& entry : fs::directory_iterator(folder / place, error)) {
                const std::string name = entry.path().filename().string();
                if (name.ends_with(ending)) {
                    files.emplace(name.substr(0, name.size() - ending.size()), entry.path());
                }
            }
        }
    }
    return files;
}

/// True for the path of an existing file; a name alone is never taken for one.
bool is_file_path(const std::string& text) {
    std::error_code error;
    return fs::is_regular_file(text, error);
}

Result<std::string> text_of(const fs::path& path) {
    std::optional<std::string> text = read_file(path);
    if (!text) return Error{ErrorCode::Io, "file.103", "cannot be read", path.string(), ""};
    return std::move(*text);
}

Error not_found(const char* id, const char* what, const std::string& name,
                const std::map<std::string, fs::path>& library) {
    std::vector<std::string> names;
    for (const auto& [known, unused] : library) names.push_back(known);
    return Error{ErrorCode::NotFound, id, std::string("no ") + what + " named \"" + name + "\"", "",
                 suggestion(name, names)};
}

Error first_of(const std::vector<Problem>& problems) {
    const auto first =
        std::ranges::find(problems, Severity::Error, [](const Problem& p) { return p.severity; });
    const auto errors =
        std::ranges::count(problems, Severity::Error, [](const Problem& p) { return p.severity; });
    std::string hint = first->hint;
    if (errors > 1) {
        hint += (hint.empty() ? "" : "; ") + std::to_string(errors - 1) +
                " more, see halfstep check " + first->file;
    }
    return Error{
        ErrorCode::InvalidData, first->id, first->message,
        first->file + ":" + std::to_string(first->line) + ":" + std::to_string(first->column),
        std::move(hint)};
}

Result<PanelSpec> panel_or_first_problem(LoadedPanel loaded) {
    if (!loaded.panel) return first_of(loaded.problems);
    return std::move(*loaded.panel);
}

Problem problem_from(const Error& error, const YamlDocument& document, const std::string& file) {
    const Mark mark = document.mark(error.where);
    return {Severity::Error, file,          mark.line,  mark.column,
            error.id,        error.message, error.hint, mark.origin};
}

}  // namespace

Library::Library(std::vector<fs::path> folders) : folders_(std::move(folders)) {}

Library Library::beside(const fs::path& file) const {
    const fs::path folder = file.parent_path();
    std::vector<fs::path> folders{folder.empty() ? fs::path(".") : folder};
    folders.insert(folders.end(), folders_.begin(), folders_.end());
    return Library(std::move(folders));
}

std::vector<LibraryEntry> Library::panels() const {
    std::vector<LibraryEntry> entries;
    for (const auto& [name, path] : files_with(folders_, kPanelPlaces, kPanelEnding)) {
        const Result<PanelSpec> loaded = panel(name);
        if (!loaded) continue;
        std::string seats;
        for (const SeatSpec& seat : loaded->seats) seats += (seats.empty() ? "" : ", ") + seat.id;
        entries.push_back({name, loaded->title, loaded->target_level, seats});
    }
    return entries;
}

std::vector<LibraryEntry> Library::candidates() const {
    std::vector<LibraryEntry> entries;
    for (const auto& [name, path] : files_with(folders_, kCandidatePlaces, kCandidateEnding)) {
        const Result<CandidateScript> loaded = candidate(name);
        if (loaded) {
            entries.push_back({name, loaded->title, loaded->target_level, loaded->panel,
                               loaded->outcome, loaded->level});
        }
    }
    return entries;
}

Result<std::string> Library::panel_text(const std::string& name) const {
    const auto files = files_with(folders_, kPanelPlaces, kPanelEnding);
    const auto found = files.find(name);
    if (found == files.end()) return not_found("panel.404", "panel", name, files);
    return text_of(found->second);
}

Result<std::string> Library::panel_text_at(const std::string& name_or_path) const {
    Result<std::string> text = panel_text(name_or_path);
    return text || !is_file_path(name_or_path) ? text : text_of(name_or_path);
}

Result<PanelSpec> Library::panel(const std::string& name) const {
    const Result<std::string> text = panel_text(name);
    if (!text) return text.error();
    return panel_or_first_problem(check_panel(*text, name + kPanelEnding));
}

Result<PanelSpec> Library::panel_at(const std::string& name_or_path) const {
    if (panel_text(name_or_path) || !is_file_path(name_or_path)) return panel(name_or_path);
    const Result<std::string> text = text_of(name_or_path);
    if (!text) return text.error();
    return panel_or_first_problem(beside(name_or_path).check_panel(*text, name_or_path));
}

Result<CandidateScript> Library::candidate(const std::string& name) const {
    const auto files = files_with(folders_, kCandidatePlaces, kCandidateEnding);
    const auto found = files.find(name);
    if (found == files.end()) return not_found("candidate.404", "candidate", name, files);
    return candidate_in(found->second);
}

Result<CandidateScript> Library::candidate_at(const std::string& name_or_path) const {
    Result<CandidateScript> found = candidate(name_or_path);
    const bool unknown = !found && found.error().id == "candidate.404";
    return unknown && is_file_path(name_or_path) ? candidate_in(name_or_path) : found;
}

Result<CandidateScript> Library::candidate_in(const fs::path& path) {
    const Result<std::string> text = text_of(path);
    if (!text) return text.error();
    LoadedCandidate loaded = load_candidate(*text, path.filename().string(), nullptr);
    if (!loaded.candidate) return first_of(loaded.problems);
    return std::move(*loaded.candidate);
}

Result<BaseFile> Library::base_file(const std::string& name) const {
    auto bases = files_with(folders_, kPanelPlaces, kPanelEnding);
    bases.merge(files_with(folders_, kFragmentPlaces, kFragmentEnding));
    const auto found = bases.find(name);
    if (found == bases.end()) return not_found("panel.404", "panel or fragment", name, bases);
    Result<std::string> text = text_of(found->second);
    if (!text) return text.error();
    return BaseFile{found->second.filename().string(), std::move(*text)};
}

std::vector<std::string> Library::base_panels(std::string_view text) const {
    std::vector<std::string> names;
    std::vector<std::string> texts{std::string(text)};
    // Breadth first, each name once: a cycle ends, and so does a long list.
    for (std::size_t k = 0; k < texts.size() && k < kBasesMax; ++k) {
        const YamlDocument document = read_yaml(texts[k], "panel");
        if (!document.value.is_object()) continue;
        for (const std::string& base : texts_under(document.value, "extends")) {
            if (std::ranges::find(names, base) != names.end()) continue;
            const Result<std::string> below = panel_text(base);
            if (!below) continue;
            names.push_back(base);
            texts.push_back(*below);
        }
    }
    return names;
}

LoadedPanel Library::check_panel(std::string_view text, const std::string& file) const {
    LoadedPanel loaded;
    YamlDocument& document = loaded.document = read_yaml(text, file);
    loaded.problems = document.problems;
    if (has_errors(loaded.problems)) return loaded;
    loaded.problems = problems_within(document, file, panel_problems);
    Result<PanelSpec> panel = panel_from_json(document.value);
    if (!panel) {
        // The rules above report most faults with better words; the decoder has the last one.
        if (!has_errors(loaded.problems)) {
            loaded.problems.push_back(problem_from(panel.error(), document, file));
        }
        return loaded;
    }
    if (!has_errors(loaded.problems)) loaded.panel = std::move(*panel);
    return loaded;
}

std::vector<Problem> Library::problems_within(YamlDocument& document, const std::string& file,
                                              Rules rules) const {
    std::vector<Problem> problems = structure_problems(document, file);
    const bool alone = !document.value.is_object() || !document.value.contains("extends");
    const BaseFileOf base = [this](const std::string& name) { return base_file(name); };
    if (const Result<Done> merged = apply_extends(document, base); !merged) {
        problems.push_back(problem_from(merged.error(), document, file));
        return problems;
    }
    if (!alone && problems.empty()) problems = structure_problems(document, file);
    const bool too_long = std::ranges::any_of(
        problems, [](const Problem& p) { return p.id == "panel.112" || p.id == "panel.200"; });
    // The rules look across lists: only within the limits is their work bounded.
    if (too_long) return problems;
    const std::vector<Problem> others = rules(document, file);
    problems.insert(problems.end(), others.begin(), others.end());
    sort_problems(problems);
    return problems;
}

std::vector<Problem> Library::check_fragment(std::string_view text, const std::string& file) const {
    YamlDocument document = read_yaml(text, file);
    if (!document.problems.empty()) return document.problems;
    return problems_within(document, file, fragment_problems);
}

LoadedCandidate Library::check_candidate(std::string_view text, const std::string& file) const {
    return load_candidate(text, file, [this](const std::string& name) {
        const Result<PanelSpec> written_for = panel(name);
        return written_for ? std::optional(*written_for) : std::nullopt;
    });
}

LoadedCandidate Library::load_candidate(std::string_view text, const std::string& file,
                                        const PanelNamed& panel_named) {
    LoadedCandidate loaded;
    const YamlDocument document = read_yaml(text, file);
    loaded.problems = document.problems;
    if (has_errors(loaded.problems)) return loaded;
    loaded.problems = candidate_problems(document, file, panel_named);
    if (has_errors(loaded.problems)) return loaded;
    Result<CandidateScript> candidate = candidate_from_json(document.value);
    if (!candidate) {
        loaded.problems.push_back(problem_from(candidate.error(), document, file));
    } else {
        loaded.candidate = std::move(*candidate);
    }
    return loaded;
}

}  // namespace halfstep
