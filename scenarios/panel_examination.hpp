#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "scenarios/problem.hpp"
#include "scenarios/yaml_document.hpp"

namespace halfstep {

using Words = std::vector<std::string>;

/// One file under examination: the document, and what has been found so far.
/// Keeps the first kProblemsMax problems: more than a person reads, and a hostile file gets no more
/// work out of us.
class Examination {
public:
    static constexpr std::size_t kProblemsMax = 500;

    Examination(const YamlDocument& document, const std::string& file)
        : document_(document), file_(file) {}

    void error(const std::string& pointer, const char* id, std::string message, std::string hint) {
        add(Severity::Error, document_.mark(pointer), id, std::move(message), std::move(hint));
    }
    void warn(const std::string& pointer, const char* id, std::string message, std::string hint) {
        add(Severity::Warning, document_.mark(pointer), id, std::move(message), std::move(hint));
    }
    void unknown(const std::string& pointer, const char* id, const std::string& what,
                 const std::string& written, const Words& known);

    /// Errors AREA.1xx and AREA.2xx for what departs from the schema.
    void check_structure(const nlohmann::json& schema, const std::string& area);

    /// The name within must be that of the file, before an ending such as ".panel.".
    void check_name(const std::string& path, const char* ending, const char* id);

    const nlohmann::json& root() const { return document_.value; }

    /// Calls with each object of a list at the top and its pointer.
    template <typename Call>
    void each(const char* list, Call call) {
        const auto found = root().find(list);
        if (found == root().end() || !found->is_array()) return;
        for (std::size_t k = 0; k < found->size(); ++k) {
            if ((*found)[k].is_object()) {
                call((*found)[k], "/" + std::string(list) + "/" + std::to_string(k));
            }
        }
    }

    Words ids(const char* list);

    std::vector<Problem> take();

private:
    void add(Severity severity, const Mark& mark, const std::string& id, std::string message,
             std::string hint);

    const YamlDocument& document_;
    const std::string& file_;
    std::vector<Problem> problems_;
};

Words texts(const nlohmann::json& value);
Words texts_under(const nlohmann::json& object, const char* key);
/// Text under a key; empty when there is none or something else stands there.
std::string text_under(const nlohmann::json& object, const char* key);
Words ladder_of(const nlohmann::json& root);
Words labels_of(const nlohmann::json& root);
bool contains(const Words& words, const std::string& word);

}  // namespace halfstep
