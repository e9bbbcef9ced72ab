#include "scenarios/extends.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

namespace halfstep {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kDepthMax = 8;
constexpr std::size_t kFilesMax = 32;

bool has_ids(const Json& list) {
    return list.is_array() && !list.empty() && std::ranges::all_of(list, [](const Json& item) {
               return item.is_object() && item.contains("id") && item["id"].is_string();
           });
}

/// Two objects with an id are one thing only if it is the same id: a policy with another id does
/// not take over the parameters of the one below.
bool same_thing(const Json& a, const Json& b) {
    return !a.contains("id") || !b.contains("id") || a["id"] == b["id"];
}

bool is_removal(const Json& item) {
    return item.contains("remove") && item["remove"] == true;
}

/// Gives everything at and under `from` in one document its marks under `to` in another.
void copy_marks(const YamlDocument& source, const std::string& from, YamlDocument& target,
                const std::string& to) {
    const auto whole = source.marks.find(from);
    if (whole != source.marks.end()) target.marks[to] = whole->second;
    const std::string inside = from + "/";
    for (auto at = source.marks.lower_bound(inside);
         at != source.marks.end() && at->first.starts_with(inside); ++at) {
        target.marks[to + at->first.substr(from.size())] = at->second;
    }
}

void drop_marks(YamlDocument& document, const std::string& pointer) {
    document.marks.erase(pointer);
    const std::string inside = pointer + "/";
    const auto first = document.marks.lower_bound(inside);
    auto last = first;
    while (last != document.marks.end() && last->first.starts_with(inside)) ++last;
    document.marks.erase(first, last);
}

/// Keeps the items of a list for which `keep` holds, and their marks.
template <typename Keep>
void keep_items(YamlDocument& document, Json& list, const std::string& pointer, Keep keep) {
    YamlDocument kept;
    kept.value = Json::array();
    for (std::size_t k = 0; k < list.size(); ++k) {
        const std::string from = pointer + "/" + std::to_string(k);
        if (!keep(list[k], from)) continue;
        const std::string to = pointer + "/" + std::to_string(kept.value.size());
        copy_marks(document, from, kept, to);
        kept.value.push_back(std::move(list[k]));
    }
    const Mark whole = document.mark(pointer);
    drop_marks(document, pointer);
    document.marks[pointer] = whole;
    document.marks.merge(kept.marks);
    list = std::move(kept.value);
}

/// Lays the values of one document over those of another, each with its mark.
class Overlay {
public:
    Overlay(YamlDocument& base, const YamlDocument& above) : base_(base), above_(above) {}

    void lay(Json& below, const std::string& to, const Json& value, const std::string& from) {
        if (below.is_object() && value.is_object() && same_thing(below, value)) {
            mark(to, from);
            for (const auto& [key, inner] : value.items()) {
                const std::string step = "/" + pointer_step(key);
                if (below.contains(key)) {
                    lay(below[key], to + step, inner, from + step);
                } else {
                    put(below[key], to + step, inner, from + step);
                }
            }
        } else if (has_ids(below) && has_ids(value)) {
            mark(to, from);
            lay_items(below, to, value, from);
        } else {
            drop_marks(base_, to);
            put(below, to, value, from);
        }
    }

private:
    void lay_items(Json& below, const std::string& to, const Json& items, const std::string& from) {
        std::map<std::string, std::size_t> place;
        for (std::size_t k = 0; k < below.size(); ++k) place.emplace(below[k]["id"], k);
        std::set<std::size_t> removed;
        for (std::size_t k = 0; k < items.size(); ++k) {
            const std::string source = from + "/" + std::to_string(k);
            // An id is taken out once used: one that stands twice in a file is not its own base.
            const auto same = place.extract(items[k]["id"].get<std::string>());
            const std::size_t at = same ? same.mapped() : below.size();
            const std::string target = to + "/" + std::to_string(at);
            if (!same) {
                below.push_back(nullptr);
                put(below.back(), target, items[k], source);
            } else if (is_removal(items[k])) {
                removed.insert(at);
            } else {
                lay(below[at], target, items[k], source);
            }
        }
        if (removed.empty()) return;
        std::size_t item = 0;
        keep_items(base_, below, to,
                   [&](const Json&, const std::string&) { return !removed.contains(item++); });
    }

    void put(Json& below, const std::string& to, const Json& value, const std::string& from) {
        below = value;
        copy_marks(above_, from, base_, to);
    }

    void mark(const std::string& to, const std::string& from) {
        base_.marks[to] = above_.mark(from);
    }

    YamlDocument& base_;
    const YamlDocument& above_;
};

class Bases {
public:
    explicit Bases(const BaseFileOf& base_file) : base_file_(base_file) {}

    Result<Done> apply(YamlDocument& document, std::size_t depth) {
        if (!document.value.is_object() || !document.value.contains("extends")) return Done{};
        const Json extends = document.value["extends"];
        const bool one = extends.is_string();
        if (!one && (!extends.is_array() || extends.empty())) {
            return wrong("panel.140", "expected the name of a library panel, or a list of names",
                         "such as extends: default-five", "/extends");
        }
        YamlDocument below;
        below.value = Json::object();
        const std::size_t count = one ? 1 : extends.size();
        for (std::size_t k = 0; k < count; ++k) {
            const std::string where = one ? "/extends" : "/extends/" + std::to_string(k);
            Result<YamlDocument> base = load(one ? extends : extends[k], where, depth);
            if (!base) return base.error();
            const Mark here = document.mark(where);
            for (auto& [pointer, mark] : base->marks) {
                mark.line = mark.key_line = here.line;
                mark.column = mark.key_column = here.column;
            }
            Overlay(below, *base).lay(below.value, "", base->value, "");
        }
        Overlay(below, document).lay(below.value, "", document.value, "");
        below.value.erase("extends");
        document.value = std::move(below.value);
        document.marks = std::move(below.marks);
        return Done{};
    }

private:
    static Error wrong(const char* id, std::string message, std::string hint, std::string where) {
        return Error{ErrorCode::InvalidData, id, std::move(message), std::move(where),
                     std::move(hint)};
    }

    /// A base with its own bases applied, its marks' origins filled in.
    Result<YamlDocument> load(const Json& name, const std::string& where, std::size_t depth) {
        if (!name.is_string()) {
            return wrong("panel.140", "expected the name of a library panel",
                         "such as extends: default-five", where);
        }
        const auto text = name.get<std::string>();
        if (text.find_first_of("/\\") != std::string::npos || text.starts_with(".")) {
            return wrong("panel.140", "a base is a library name, not a path",
                         "write the name alone", where);
        }
        if (depth >= kDepthMax) {
            return wrong("panel.140", "\"" + text + "\" extends too deeply, or itself",
                         "a base must not lead back to the panel that extends it", where);
        }
        if (++files_ > kFilesMax) {
            return wrong("panel.141", "more than " + std::to_string(kFilesMax) + " files to extend",
                         "join some of them", where);
        }
        const Result<BaseFile> found = base_file_(text);
        if (!found) {
            Error error = found.error();
            error.where = where;
            return error;
        }
        YamlDocument base = read_yaml(found->text, found->file);
        if (!base.problems.empty()) {
            return wrong("panel.140",
                         "the base \"" + text + "\" cannot be read: " + base.problems[0].message,
                         "see halfstep check for it", where);
        }
        const Json format = base.value.is_object() ? base.value.value("format", Json()) : Json();
        const bool fragment = format == "halfstep/fragment";
        if (!fragment && format != "halfstep/panel") {
            return wrong("panel.143", "\"" + text + "\" is neither a panel nor a fragment",
                         "its format must be halfstep/panel or halfstep/fragment", where);
        }
        for (auto& [pointer, mark] : base.marks) {
            mark.origin =
                found->file + ":" + std::to_string(mark.line) + ":" + std::to_string(mark.column);
        }
        if (const Result<Done> below = apply(base, depth + 1); !below) {
            Error error = below.error();
            error.message = "the base \"" + text + "\": " + error.message;
            error.where = where;
            return error;
        }
        if (fragment) {
            for (const char* key : {"format", "version", "name", "title", "notes"}) {
                base.value.erase(key);
                drop_marks(base, "/" + std::string(key));
            }
        }
        return base;
    }

    const BaseFileOf& base_file_;
    std::size_t files_ = 0;
};

/// What a base offers and no round asks is a stock to choose from, not part of this panel.
void leave_out_unasked(YamlDocument& document) {
    Json& panel = document.value;
    if (!panel.contains("questions") || !has_ids(panel["questions"])) return;
    std::set<std::string> asked;
    if (panel.contains("rounds") && panel["rounds"].is_array()) {
        for (const Json& round : panel["rounds"]) {
            if (!round.is_object() || !round.contains("questions")) continue;
            for (const Json& question : round["questions"]) {
                if (question.is_string()) asked.insert(question.get<std::string>());
            }
        }
    }
    keep_items(document, panel["questions"], "/questions",
               [&](const Json& question, const std::string& pointer) {
                   return document.mark(pointer).origin.empty() ||
                          asked.contains(question["id"].get<std::string>());
               });
}

}  // namespace

Result<Done> apply_extends(YamlDocument& document, const BaseFileOf& base_file) {
    if (!document.value.is_object() || !document.value.contains("extends")) return Done{};
    const Result<Done> applied = Bases(base_file).apply(document, 0);
    if (!applied) return applied;
    leave_out_unasked(document);
    return Done{};
}

}  // namespace halfstep
