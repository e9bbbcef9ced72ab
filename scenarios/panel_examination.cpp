#include "scenarios/panel_examination.hpp"

#include <algorithm>

#include "panel/panel_spec.hpp"
#include "scenarios/near_word.hpp"
#include "scenarios/schema_check.hpp"

namespace halfstep {

using Json = nlohmann::json;

void Examination::unknown(const std::string& pointer, const char* id, const std::string& what,
                          const std::string& written, const Words& known) {
    if (problems_.size() >= kProblemsMax) return;
    error(pointer, id, "there is no " + what + " \"" + written + "\"",
          known.empty() ? "add it" : suggestion(written, known));
}

Words Examination::ids(const char* list) {
    Words words;
    each(list, [&](const nlohmann::json& item, const std::string&) {
        if (item.contains("id") && item["id"].is_string()) words.push_back(item["id"]);
    });
    return words;
}

std::vector<Problem> Examination::take() {
    sort_problems(problems_);
    return std::move(problems_);
}

void Examination::check_structure(const Json& schema, const std::string& area) {
    for (SchemaFault& fault : schema_faults(schema, root())) {
        Mark mark = document_.mark(fault.pointer);
        if (fault.at_key && mark.key_line > 0) {
            mark.line = mark.key_line;
            mark.column = mark.key_column;
        }
        add(Severity::Error, mark, area + "." + std::to_string(fault.number),
            std::move(fault.message), std::move(fault.hint));
    }
}

void Examination::check_name(const std::string& path, const char* ending, const char* id) {
    const std::string file = path.substr(path.rfind('/') + 1);
    const std::size_t end = file.find(ending);
    if (end == std::string::npos || !root().contains("name")) return;
    if (root()["name"] != file.substr(0, end)) {
        error("/name", id, "the name is not that of the file",
              "write name: " + file.substr(0, end) + ", or rename the file");
    }
}

void Examination::add(Severity severity, const Mark& mark, const std::string& id,
                      std::string message, std::string hint) {
    if (problems_.size() >= kProblemsMax) return;
    problems_.push_back({severity, file_, mark.line, mark.column, id, std::move(message),
                         std::move(hint), mark.origin});
}

Words texts(const Json& value) {
    Words words;
    if (value.is_string()) words.push_back(value);
    if (value.is_array()) {
        for (const Json& item : value) {
            if (item.is_string()) words.push_back(item);
        }
    }
    return words;
}

Words texts_under(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() ? Words{} : texts(*found);
}

std::string text_under(const Json& object, const char* key) {
    if (!object.is_object()) return "";
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

Words ladder_of(const Json& root) {
    const Words written = texts_under(root, "ladder");
    return written.empty() ? default_ladder() : written;
}

Words labels_of(const Json& root) {
    Words labels;
    if (root.contains("scale") && root["scale"].is_object() && root["scale"].contains("labels")) {
        for (const Json& item : root["scale"]["labels"]) {
            const std::string label = text_under(item, "label");
            if (!label.empty()) labels.push_back(label);
        }
    }
    if (labels.empty()) {
        for (const ScaleLabel& label : default_scale().labels) labels.push_back(label.label);
    }
    return labels;
}

bool contains(const Words& words, const std::string& word) {
    return std::ranges::find(words, word) != words.end();
}

}  // namespace halfstep
