#include "panel/json.hpp"

#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "base/sha256.hpp"
#include "base/utf8.hpp"

namespace halfstep {
namespace {

constexpr std::size_t kDepthMax = 64;

/// Builds the document and refuses what nlohmann would let pass: duplicate keys and deep nesting.
class StrictSax : public nlohmann::detail::json_sax_dom_parser<nlohmann::json> {
public:
    using Base = nlohmann::detail::json_sax_dom_parser<nlohmann::json>;
    explicit StrictSax(nlohmann::json& root) : Base(root, false) {}

    bool start_object(std::size_t size) {
        keys_.emplace_back();
        return enter() && Base::start_object(size);
    }
    bool end_object() {
        keys_.pop_back();
        --depth_;
        return Base::end_object();
    }
    bool start_array(std::size_t size) { return enter() && Base::start_array(size); }
    bool end_array() {
        --depth_;
        return Base::end_array();
    }
    bool key(std::string& name) {
        if (!keys_.back().insert(name).second) {
            problem = "the key \"" + name + "\" stands twice in one object";
            return false;
        }
        return Base::key(name);
    }
    template <typename Exception>
    bool parse_error(std::size_t position, const std::string& token, const Exception& error) {
        problem = error.what();
        // The library's own prefix says nothing to a person; keep what follows the second colon.
        const std::size_t cut = problem.find("parse error");
        if (cut != std::string::npos) problem.erase(0, cut);
        return Base::parse_error(position, token, error);
    }

    std::string problem;

private:
    bool enter() {
        if (++depth_ <= kDepthMax) return true;
        problem = "nested deeper than 64 levels";
        return false;
    }

    std::size_t depth_ = 0;
    std::vector<std::set<std::string>> keys_;
};

}  // namespace

Result<nlohmann::json> parse_json(std::string_view text) {
    if (!is_utf8(text)) {
        return Error{ErrorCode::InvalidData, "json.102", "not well-formed UTF-8", "",
                     "save the file as UTF-8"};
    }
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        return Error{ErrorCode::InvalidData, "json.101", "not valid JSON: there is nothing in it",
                     "", ""};
    }
    nlohmann::json value;
    StrictSax sax(value);
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &sax)) {
        return Error{ErrorCode::InvalidData, "json.101", "not valid JSON: " + sax.problem, "", ""};
    }
    return value;
}

std::string canonical(const nlohmann::json& value) {
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string seal_of(const Feedback& feedback) {
    return sha256_hex(canonical(to_json(feedback)));
}

}  // namespace halfstep
