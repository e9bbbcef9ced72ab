#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "panel/panel_spec.hpp"
#include "scenarios/candidate_checks.hpp"
#include "scenarios/candidate_script.hpp"
#include "scenarios/extends.hpp"
#include "scenarios/problem.hpp"
#include "scenarios/yaml_document.hpp"

namespace halfstep {

struct LibraryEntry {
    std::string name;
    std::string title;
    std::string target_level;
    std::string detail;     ///< panels: the seats; candidates: the panel it was written for
    std::string outcome{};  ///< candidates: what that panel decides; empty: not told
    std::string level{};    ///< candidates: the level of a hire; empty: none
};

struct LoadedPanel {
    std::vector<Problem> problems;   ///< all of them, errors and warnings, in file order
    std::optional<PanelSpec> panel;  ///< present when there is no error
    YamlDocument document;           ///< whole, bases laid under it: where each value stands
};

struct LoadedCandidate {
    std::vector<Problem> problems;
    std::optional<CandidateScript> candidate;
};

/// The installed panels, fragments and sample candidates: the folders given by --scenarios, and
/// after them scenarios/library. Names are file names without their ending.
class Library {
public:
    /// @param folders searched in order, each with panels/, rubrics/, questions/, problems/ and
    ///   or the files directly
    explicit Library(std::vector<std::filesystem::path> folders);

    /// This library with the folder of a file searched first: what stands beside it goes before
    /// what is installed.
    Library beside(const std::filesystem::path& file) const;

    std::vector<LibraryEntry> panels() const;
    std::vector<LibraryEntry> candidates() const;

    /// By library name alone: whatever a client sends, no file outside the folders is opened.
    /// @error NotFound with "did you mean"; InvalidData with the first problem and how many more
    Result<PanelSpec> panel(const std::string& name) const;
    Result<CandidateScript> candidate(const std::string& name) const;
    /// The file's text as a coach wrote it.
    Result<std::string> panel_text(const std::string& name) const;

    /// The same for who may read any file anyway, at the command line: a library name, or the path
    /// of an existing file. What stands beside that file goes before what is installed.
    Result<PanelSpec> panel_at(const std::string& name_or_path) const;
    Result<CandidateScript> candidate_at(const std::string& name_or_path) const;
    Result<std::string> panel_text_at(const std::string& name_or_path) const;

    /// The panels of this library that a panel's text extends, nearest first, without fragments.
    std::vector<std::string> base_panels(std::string_view text) const;

    /// Checks text as if it were the file `name`; `extends` is looked up here. Full report.
    LoadedPanel check_panel(std::string_view text, const std::string& file) const;
    /// A fragment cannot be loaded by itself; it has problems or none.
    std::vector<Problem> check_fragment(std::string_view text, const std::string& file) const;
    LoadedCandidate check_candidate(std::string_view text, const std::string& file) const;

private:
    static Result<CandidateScript> candidate_in(const std::filesystem::path& path);
    static LoadedCandidate load_candidate(std::string_view text, const std::string& file,
                                          const PanelNamed& panel_named);

    using Rules = std::vector<Problem> (*)(const YamlDocument&, const std::string&);
    /// Structure, then bases, then the rules; the document is whole afterwards.
    std::vector<Problem> problems_within(YamlDocument& document, const std::string& file,
                                         Rules rules) const;

    /// What `extends` may name. @error NotFound panel.404
    Result<BaseFile> base_file(const std::string& name) const;

    std::vector<std::filesystem::path> folders_;
};

}  // namespace halfstep
