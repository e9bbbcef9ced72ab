#include "scenarios/yaml_document.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <sstream>

#include "base/limits.hpp"
#include "base/utf8.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;

struct Refused {
    Mark mark;
    std::string id;
    std::string message;
    std::string hint;
};

template <typename T>
std::optional<T> number(const std::string& text) {
    T value{};
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end) return std::nullopt;
    return value;
}

/// Plain scalars by YAML 1.2's core schema, so that "NO" and "on" stay text.
Json plain_scalar(const std::string& text) {
    if (text.empty() || text == "~" || text == "null") return nullptr;
    if (text == "true") return true;
    if (text == "false") return false;
    if (const auto whole = number<std::int64_t>(text)) return *whole;
    const bool numeric = text.find_first_not_of("0123456789+-.eE") == std::string::npos;
    if (const auto real = number<double>(text); real && numeric) {
        // JSON Schema knows no difference between 45 and 45.0.
        const bool whole = std::trunc(*real) == *real && std::abs(*real) < 1e15;
        return whole ? Json(static_cast<std::int64_t>(*real)) : Json(*real);
    }
    return text;
}

Mark mark_of(const YAML::Node& node) {
    // What is not written anywhere, such as the value of an empty file, has no place of its own.
    if (node.Mark().is_null()) return {.line = 1, .column = 1};
    return {.line = node.Mark().line + 1, .column = node.Mark().column + 1};
}

/// Finds out whether a text goes on after its first document. Stops at two: yaml-cpp's LoadAll
/// never ends on a text such as ",", which it takes for one empty document after another.
class DocumentCount : public YAML::EventHandler {
public:
    /// Where the second document begins; empty when there is none.
    static std::optional<Mark> second_of(const std::string& text) {
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        DocumentCount count;
        if (!parser.HandleNextDocument(count)) return std::nullopt;
        count.begin_.reset();
        if (!parser.HandleNextDocument(count)) return std::nullopt;
        return count.begin_;
    }

    void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { see(mark); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { see(mark); }
    void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  const std::string&) override {
        see(mark);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {
        see(mark);
    }
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {
        see(mark);
    }
    void OnMapEnd() override {}

private:
    void see(const YAML::Mark& mark) {
        if (!begin_) begin_ = Mark{.line = mark.line + 1, .column = mark.column + 1};
    }

    std::optional<Mark> begin_;
};

class Converter {
public:
    explicit Converter(YamlDocument& document) : document_(document) {}

    Json convert(const YAML::Node& node, const std::string& pointer, std::size_t depth) {
        const Mark mark = mark_of(node);
        Mark& kept = document_.marks[pointer];
        kept.line = mark.line;
        kept.column = mark.column;
        if (++count_ > limits::kYamlNodesMax) {
            throw Refused{mark, "yaml.103",
                          "more than " + std::to_string(limits::kYamlNodesMax) + " values",
                          "split the file, and write aliases out"};
        }
        bytes_ += pointer.size() + (node.IsScalar() ? node.Scalar().size() : 0);
        if (bytes_ > limits::kYamlBytesMax) {
            throw Refused{mark, "yaml.103", "too much text once its aliases are written out",
                          "split the file, and use fewer aliases"};
        }
        if (depth > limits::kYamlDepthMax) {
            throw Refused{mark, "yaml.104",
                          "nested deeper than " + std::to_string(limits::kYamlDepthMax) + " levels",
                          "flatten it"};
        }
        if (node.IsMap()) return convert_map(node, pointer, depth);
        if (node.IsSequence()) {
            Json list = Json::array();
            for (const YAML::Node& item : node) {
                list.push_back(
                    convert(item, pointer + "/" + std::to_string(list.size()), depth + 1));
            }
            return list;
        }
        if (!node.IsScalar()) return nullptr;
        return node.Tag() == "!" ? Json(node.Scalar()) : plain_scalar(node.Scalar());
    }

private:
    Json convert_map(const YAML::Node& node, const std::string& pointer, std::size_t depth) {
        Json object = Json::object();
        for (const auto& entry : node) {
            const Mark mark = mark_of(entry.first);
            if (!entry.first.IsScalar()) {
                throw Refused{mark, "yaml.105", "a key must be a word", "quote it"};
            }
            const std::string& key = entry.first.Scalar();
            if (object.contains(key)) {
                throw Refused{mark, "yaml.102", "the key \"" + key + "\" stands twice",
                              "keep one of them"};
            }
            const std::string place = pointer + "/" + pointer_step(key);
            Mark& kept = document_.marks[place];
            kept.key_line = mark.line;
            kept.key_column = mark.column;
            object[key] = convert(entry.second, place, depth + 1);
        }
        return object;
    }

    YamlDocument& document_;
    std::size_t count_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace

std::string pointer_step(std::string key) {
    for (std::size_t at = 0; (at = key.find_first_of("~/", at)) != std::string::npos; at += 2) {
        key.replace(at, 1, key[at] == '~' ? "~0" : "~1");
    }
    return key;
}

Mark YamlDocument::mark(std::string pointer) const {
    if (pointer == "/") pointer.clear();
    for (;;) {
        const auto found = marks.find(pointer);
        if (found != marks.end()) return found->second;
        const std::size_t cut = pointer.rfind('/');
        if (cut == std::string::npos) return {.line = 1, .column = 1};
        pointer.erase(cut);
    }
}

YamlDocument read_yaml(std::string_view text, const std::string& file) {
    YamlDocument document;
    const auto refuse = [&](const Mark& mark, const std::string& id, const std::string& message,
                            const std::string& hint) {
        document.value = nullptr;
        document.problems.push_back(
            {Severity::Error, file, mark.line, mark.column, id, message, hint});
    };
    if (text.size() > limits::kPanelFileBytesMax) {
        refuse({.line = 1, .column = 1}, "yaml.106", "larger than a panel file may be",
               "at most 1 MiB");
        return document;
    }
    if (!is_utf8(text)) {
        refuse({.line = 1, .column = 1}, "yaml.101", "not well-formed UTF-8",
               "save the file as UTF-8");
        return document;
    }
    try {
        const std::string owned(text);
        if (const std::optional<Mark> second = DocumentCount::second_of(owned)) {
            throw Refused{*second, "yaml.107", "a second document begins here",
                          "write each panel into a file of its own"};
        }
        document.value = Converter(document).convert(YAML::Load(owned), "", 0);
    } catch (const Refused& refused) {
        refuse(refused.mark, refused.id, refused.message, refused.hint);
    } catch (const YAML::Exception& error) {
        refuse({.line = error.mark.line + 1, .column = error.mark.column + 1}, "yaml.101",
               "not valid YAML: " + error.msg, "check the indentation and quotes around here");
    }
    return document;
}

}  // namespace halfstep
