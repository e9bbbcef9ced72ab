#include "panel/json_reader.hpp"

#include <utility>

namespace halfstep {
namespace {

const nlohmann::json kEmptyObject = nlohmann::json::object();
const nlohmann::json kEmptyArray = nlohmann::json::array();

std::string joined(const std::vector<std::string_view>& words) {
    std::string text;
    for (const std::string_view word : words) {
        if (!text.empty()) text += ", ";
        text += word;
    }
    return text;
}

}  // namespace

JsonReader::JsonReader(const nlohmann::json& value, std::string where, std::string area)
    : value_(&value), where_(std::move(where)), area_(std::move(area)) {
    if (!value.is_object()) {
        value_ = &kEmptyObject;
        fail(101, where_, std::string("expected an object, found ") + value.type_name());
    }
}

void JsonReader::fail(int number, const std::string& where, std::string message, std::string hint) {
    if (error_) return;
    error_ = Error{ErrorCode::InvalidData, area_ + "." + std::to_string(number), std::move(message),
                   where.empty() ? "/" : where, std::move(hint)};
}

void JsonReader::absorb(const Error& error) {
    if (!error_) error_ = error;
}

std::string JsonReader::where_of(const char* key) const {
    return where_ + "/" + key;
}

const nlohmann::json* JsonReader::find(const char* key) const {
    const auto found = value_->find(key);
    return found == value_->end() || found->is_null() ? nullptr : &*found;
}

const nlohmann::json* JsonReader::require(const char* key) {
    const nlohmann::json* found = find(key);
    if (!found) fail(102, where_, std::string("\"") + key + "\" is missing", "add it");
    return found;
}

std::optional<std::string> JsonReader::optional_text(const char* key) {
    const nlohmann::json* found = find(key);
    if (!found) return std::nullopt;
    if (!found->is_string()) {
        fail(103, where_of(key), std::string("expected text, found ") + found->type_name());
        return std::nullopt;
    }
    return found->get<std::string>();
}

std::string JsonReader::text(const char* key) {
    return require(key) ? optional_text(key).value_or("") : "";
}

std::string JsonReader::text_or(const char* key, std::string fallback) {
    return optional_text(key).value_or(std::move(fallback));
}

std::optional<std::int64_t> JsonReader::optional_integer(const char* key, std::int64_t low,
                                                         std::int64_t high) {
    const nlohmann::json* found = find(key);
    if (!found) return std::nullopt;
    const std::string range = std::to_string(low) + " to " + std::to_string(high);
    const bool too_large = found->is_number_unsigned() &&
                           found->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX);
    if (!found->is_number_integer() || too_large) {
        fail(104, where_of(key),
             too_large ? "the number is out of range"
                       : std::string("expected a whole number, found ") + found->type_name(),
             "write " + range);
        return std::nullopt;
    }
    const auto number = found->get<std::int64_t>();
    if (number < low || number > high) {
        fail(104, where_of(key), std::to_string(number) + " is out of range", "write " + range);
        return std::nullopt;
    }
    return number;
}

std::int64_t JsonReader::integer(const char* key, std::int64_t low, std::int64_t high) {
    return require(key) ? optional_integer(key, low, high).value_or(low) : low;
}

std::int64_t JsonReader::integer_or(const char* key, std::int64_t fallback, std::int64_t low,
                                    std::int64_t high) {
    return optional_integer(key, low, high).value_or(fallback);
}

std::optional<double> JsonReader::optional_number(const char* key, double low, double high) {
    const nlohmann::json* found = find(key);
    if (!found) return std::nullopt;
    if (!found->is_number()) {
        fail(104, where_of(key), std::string("expected a number, found ") + found->type_name());
        return std::nullopt;
    }
    const auto number = found->get<double>();
    if (!(number >= low && number <= high)) {
        fail(104, where_of(key), found->dump() + " is out of range",
             "write " + nlohmann::json(low).dump() + " to " + nlohmann::json(high).dump());
        return std::nullopt;
    }
    return number;
}

bool JsonReader::flag_or(const char* key, bool fallback) {
    const nlohmann::json* found = find(key);
    if (!found) return fallback;
    if (!found->is_boolean()) {
        fail(105, where_of(key),
             std::string("expected true or false, found ") + found->type_name());
        return fallback;
    }
    return found->get<bool>();
}

const nlohmann::json& JsonReader::array_or_empty(const char* key) {
    const nlohmann::json* found = find(key);
    if (!found) return kEmptyArray;
    if (!found->is_array()) {
        fail(106, where_of(key), std::string("expected a list, found ") + found->type_name());
        return kEmptyArray;
    }
    return *found;
}

std::vector<std::string> JsonReader::texts_or_empty(const char* key) {
    std::vector<std::string> texts;
    const nlohmann::json& items = array_or_empty(key);
    for (std::size_t k = 0; k < items.size(); ++k) {
        if (!items[k].is_string()) {
            fail(103, where_of(key) + "/" + std::to_string(k),
                 std::string("expected text, found ") + items[k].type_name());
            break;
        }
        texts.push_back(items[k].get<std::string>());
    }
    return texts;
}

std::size_t JsonReader::choice_or(const char* key, const std::vector<std::string_view>& words,
                                  std::size_t fallback) {
    const std::optional<std::string> word = optional_text(key);
    if (!word) return fallback;
    for (std::size_t k = 0; k < words.size(); ++k) {
        if (words[k] == *word) return k;
    }
    fail(107, where_of(key), "\"" + *word + "\" is not a known word", "one of: " + joined(words));
    return fallback;
}

std::size_t JsonReader::choice(const char* key, const std::vector<std::string_view>& words) {
    return require(key) ? choice_or(key, words, 0) : 0;
}

void JsonReader::format(const char* expected) {
    const std::string found = text("format");
    if (ok() && found != expected) {
        fail(108, where_of("format"), "this is \"" + found + "\"",
             std::string("expected \"") + expected + "\"");
    }
    const std::int64_t version = integer_or("version", 1, 0, INT64_MAX);
    if (ok() && version != 1) {
        fail(109, where_of("version"), "version " + std::to_string(version) + " is not known",
             "this program reads version 1");
    }
}

}  // namespace halfstep
