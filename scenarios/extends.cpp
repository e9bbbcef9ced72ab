#include "scenarios/extends.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

namespace halfstep {
namespace {

using Json = nlohmann::json;

constexpr int kDepthMax = 8;

bool has_ids(const Json& list) {
    return list.is_array() && !list.empty() && std::ranges::all_of(list, [](const Json& item) {
               return item.is_object() && item.contains("id") && item["id"].is_string();
           });
}

void lay_over(Json& base, const Json& above) {
    if (base.is_object() && above.is_object()) {
        for (const auto& [key, value] : above.items()) {
            if (base.contains(key)) {
                lay_over(base[key], value);
            } else {
                base[key] = value;
            }
        }
    } else if (has_ids(base) && has_ids(above)) {
        for (const Json& item : above) {
            const auto same =
                std::ranges::find(base, item["id"], [](const Json& known) { return known["id"]; });
            if (same != base.end()) {
                lay_over(*same, item);
            } else {
                base.push_back(item);
            }
        }
    } else {
        base = above;
    }
}

Result<Done> apply(Json& panel, const BaseText& base_text, int depth) {
    if (!panel.is_object() || !panel.contains("extends")) return Done{};
    const Json extends = panel["extends"];
    const auto wrong = [](std::string message, std::string hint) {
        return Error{ErrorCode::InvalidData, "panel.140", std::move(message), "/extends",
                     std::move(hint)};
    };
    if (!extends.is_string()) return wrong("expected the name of a library panel", "");
    if (depth >= kDepthMax) {
        return wrong("\"" + extends.get<std::string>() + "\" extends too deeply, or itself",
                     "a base must not lead back to the panel that extends it");
    }
    const auto name = extends.get<std::string>();
    if (name.find('/') != std::string::npos || name.starts_with(".")) {
        return wrong("a base is a library name, not a path", "write the name alone");
    }
    const Result<std::string> text = base_text(name);
    if (!text) {
        Error error = text.error();
        error.where = "/extends";
        return error;
    }
    YamlDocument base = read_yaml(*text, name);
    if (!base.problems.empty()) {
        return wrong("the base \"" + name + "\" cannot be read: " + base.problems[0].message,
                     "see halfstep check for it");
    }
    if (const Result<Done> below = apply(base.value, base_text, depth + 1); !below) return below;
    panel.erase("extends");
    lay_over(base.value, panel);
    panel = std::move(base.value);
    return Done{};
}

/// Marks of what was written, under the places it has after being laid over the base.
void move_marks(const YamlDocument& document, const Json& written, const std::string& from,
                const Json& merged, const std::string& to, std::map<std::string, Mark>& marks) {
    marks[to] = document.mark(from);
    if (written.is_object() && merged.is_object()) {
        for (const auto& [key, value] : written.items()) {
            if (!merged.contains(key)) continue;
            const std::string step = "/" + pointer_step(key);
            move_marks(document, value, from + step, merged[key], to + step, marks);
        }
    } else if (written.is_array() && merged.is_array()) {
        const bool by_id = has_ids(written) && has_ids(merged);
        for (std::size_t k = 0; k < written.size(); ++k) {
            std::size_t at = k;
            if (by_id) {
                at = 0;
                while (at < merged.size() && merged[at]["id"] != written[k]["id"]) ++at;
            }
            if (at >= merged.size()) continue;
            move_marks(document, written[k], from + "/" + std::to_string(k), merged[at],
                       to + "/" + std::to_string(at), marks);
        }
    }
}

}  // namespace

Result<Done> apply_extends(YamlDocument& document, const BaseText& base_text) {
    const Json written = document.value;
    if (!written.is_object() || !written.contains("extends")) return Done{};
    const Result<Done> applied = apply(document.value, base_text, 0);
    if (!applied) return applied;
    std::map<std::string, Mark> marks;
    move_marks(document, written, "", document.value, "", marks);
    marks[""] = document.mark("/extends");
    document.marks = std::move(marks);
    return Done{};
}

}  // namespace halfstep
