#include <nlohmann/json.hpp>

#include "panel/json.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kDepthMax = 8;

Result<Condition> read(const Json& value, const std::string& where, std::size_t depth) {
    if (value.is_null()) return Condition{};
    if (value.is_string()) {
        Result<Condition> condition = parse_condition(value.get<std::string>());
        if (condition) return condition;
        Error error = condition.error();
        error.where = where;
        return error;
    }
    const Error wrong{ErrorCode::InvalidData, "condition.102",
                      "a condition is a line of text, or one of all, any, not", where,
                      "such as {all: [no number, mentions cache]}"};
    if (!value.is_object() || value.size() != 1 || depth >= kDepthMax) return wrong;
    const std::string& name = value.begin().key();
    const Json& inner = value.begin().value();
    Condition condition;
    condition.kind = name == "all"   ? Condition::Kind::All
                     : name == "any" ? Condition::Kind::Any
                                     : Condition::Kind::Not;
    if (name == "not") {
        Result<Condition> part = read(inner, where + "/not", depth + 1);
        if (!part) return part.error();
        condition.parts.push_back(std::move(*part));
        return condition;
    }
    if ((name != "all" && name != "any") || !inner.is_array() || inner.empty()) return wrong;
    for (std::size_t k = 0; k < inner.size(); ++k) {
        Result<Condition> part =
            read(inner[k], where + "/" + name + "/" + std::to_string(k), depth + 1);
        if (!part) return part.error();
        condition.parts.push_back(std::move(*part));
    }
    return condition;
}

}  // namespace

Json to_json(const Condition& condition) {
    const auto parts = [&] {
        Json list = Json::array();
        for (const Condition& part : condition.parts) list.push_back(to_json(part));
        return list;
    };
    switch (condition.kind) {
        case Condition::Kind::All:
            return {{"all", parts()}};
        case Condition::Kind::Any:
            return {{"any", parts()}};
        case Condition::Kind::Not:
            return {{"not", to_json(condition.parts.at(0))}};
        default:
            return to_text(condition);
    }
}

Result<Condition> condition_from_json(const Json& value, const std::string& where) {
    return read(value, where, 0);
}

}  // namespace halfstep
