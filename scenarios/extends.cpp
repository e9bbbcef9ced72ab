#include "scenarios/extends.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "scenarios/yaml_document.hpp"

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

}  // namespace

Result<Done> apply_extends(Json& panel, const BaseText& base_text) {
    return apply(panel, base_text, 0);
}

}  // namespace halfstep
