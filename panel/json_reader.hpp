#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

/// Checked reading of one JSON object. The first thing wrong is kept and everything after it reads
/// as a default, so that a decoder is a flat list of fields and one look at the end.
namespace halfstep {

/// Greatest index of a turn within its round.
inline constexpr std::int64_t kTurnMax = 100'000;

class JsonReader {
public:
    /// @param where JSON pointer of the value, "" for the document
    /// @param area  first part of error ids: "packet" gives packet.101 and so on
    JsonReader(const nlohmann::json& value, std::string where, std::string area);

    std::string text(const char* key);  ///< must be there
    std::string text_or(const char* key, std::string fallback);
    std::optional<std::string> optional_text(const char* key);  ///< null counts as absent
    std::int64_t integer(const char* key, std::int64_t low, std::int64_t high);
    std::int64_t integer_or(const char* key, std::int64_t fallback, std::int64_t low,
                            std::int64_t high);
    std::optional<std::int64_t> optional_integer(const char* key, std::int64_t low,
                                                 std::int64_t high);
    std::optional<double> optional_number(const char* key, double low, double high);
    bool flag_or(const char* key, bool fallback);
    std::vector<std::string> texts_or_empty(const char* key);

    /// One of the words; `words[k]` gives k.
    std::size_t choice(const char* key, const std::vector<std::string_view>& words);
    std::size_t choice_or(const char* key, const std::vector<std::string_view>& words,
                          std::size_t fallback);

    /// The value under a key, or nullptr when absent or null.
    const nlohmann::json* find(const char* key) const;
    /// An array under a key; empty when absent (or when absent and not required).
    const nlohmann::json& array_or_empty(const char* key);
    /// A list under a key, item by item, up to the first that is wrong; empty when absent.
    /// `decode(value, where)` gives a Result<T>. @error 112 more than `most`
    template <typename T, typename Decode>
    std::vector<T> items_or_empty(const char* key, std::size_t most, Decode decode);
    /// The object must say this format and version 1.
    void format(const char* expected);

    std::string where_of(const char* key) const;
    void fail(int number, const std::string& where, std::string message, std::string hint = "");
    void absorb(const Error& error);

    bool ok() const { return !error_; }
    const Error& error() const { return *error_; }

private:
    const nlohmann::json* require(const char* key);

    const nlohmann::json* value_;
    std::string where_;
    std::string area_;
    std::optional<Error> error_;
};

template <typename T, typename Decode>
std::vector<T> JsonReader::items_or_empty(const char* key, std::size_t most, Decode decode) {
    std::vector<T> items;
    const nlohmann::json& values = array_or_empty(key);
    if (values.size() > most) {
        fail(112, where_of(key), std::to_string(values.size()) + " are too many",
             "at most " + std::to_string(most));
    }
    for (std::size_t k = 0; k < values.size() && ok(); ++k) {
        Result<T> item = decode(values[k], where_of(key) + "/" + std::to_string(k));
        if (!item) {
            absorb(item.error());
        } else {
            items.push_back(std::move(*item));
        }
    }
    return items;
}

}  // namespace halfstep
