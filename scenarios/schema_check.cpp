#include "scenarios/schema_check.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/utf8.hpp"
#include "scenarios/near_word.hpp"
#include "scenarios/yaml_document.hpp"

namespace halfstep {
namespace {

using Json = nlohmann::json;
using Words = std::vector<std::string>;

constexpr std::size_t kFaultsMax = 500;
constexpr std::size_t kExampleBytesMax = 60;

bool is_type(const Json& value, std::string_view type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_boolean();
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    return false;
}

std::string found(const Json& value) {
    if (value.is_null()) return "nothing";
    if (value.is_object()) return "a set of keys";
    if (value.is_array()) return "a list";
    if (value.is_string()) return "text";
    if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
    return "the number " + value.dump();
}

std::string name_of(std::string_view type) {
    if (type == "object") return "a set of keys";
    if (type == "array") return "a list";
    if (type == "string") return "text";
    if (type == "boolean") return "true or false";
    return type == "integer" ? "a whole number" : "a number";
}

int number_of(std::string_view type) {
    if (type == "object") return 101;
    if (type == "string") return 103;
    if (type == "boolean") return 105;
    return type == "array" ? 106 : 104;
}

std::string written(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string article(const std::string& noun) {
    return (std::string("aeiou").find(noun[0]) == std::string::npos ? "a " : "an ") + noun;
}

class Walk {
public:
    explicit Walk(const Json& root) : root_(root) {}

    std::vector<SchemaFault> take() { return std::move(faults_); }

    void visit(const Json& named, const Json& value, const std::string& pointer) {
        const Json& schema = resolved(named);
        if (faults_.size() >= kFaultsMax) return;
        const auto type = schema.find("type");
        if (type != schema.end() && !is_type(value, type->get<std::string>())) {
            wrong_type(named, {type->get<std::string>()}, value, pointer);
            return;
        }
        visit_words(schema, value, pointer);
        if (value.is_number()) visit_number(schema, value, pointer);
        if (value.is_string()) visit_text(schema, value, pointer);
        if (value.is_array()) visit_list(schema, value, pointer);
        if (value.is_object()) visit_object(schema, value, pointer);
        visit_parts(schema, value, pointer);
    }

private:
    const Json& resolved(const Json& schema) const {
        const auto reference = schema.find("$ref");
        if (reference == schema.end()) return schema;
        return root_.at(Json::json_pointer(reference->get<std::string>().substr(1)));
    }

    void add(int number, const std::string& pointer, std::string message, std::string hint,
             bool at_key = false) {
        if (faults_.size() >= kFaultsMax) return;
        faults_.push_back({pointer, at_key, number, std::move(message), std::move(hint)});
    }

    /// "such as TEXT", from the schema's examples.
    static std::string example(const Json& schema) {
        const auto examples = schema.find("examples");
        if (examples == schema.end() || examples->empty()) return "";
        const std::string text = written(examples->front());
        return text.size() > kExampleBytesMax ? "" : "such as " + text;
    }

    void wrong_type(const Json& schema, const Words& types, const Json& value,
                    const std::string& pointer) {
        std::string expected;
        for (const std::string& type : types) {
            expected += (expected.empty() ? "" : " or ") + name_of(type);
        }
        const bool quotable = value.is_primitive() && !value.is_null() && types == Words{"string"};
        add(number_of(types[0]), pointer, "expected " + expected + ", found " + found(value),
            quotable ? "put it in quotes" : example(schema));
    }

    void visit_words(const Json& schema, const Json& value, const std::string& pointer) {
        if (const auto constant = schema.find("const");
            constant != schema.end() && value != *constant) {
            add(107, pointer, "expected " + written(*constant) + ", found " + written(value), "");
        }
        const auto words = schema.find("enum");
        if (words == schema.end() || std::ranges::find(*words, value) != words->end()) return;
        const auto known = words->get<Words>();
        add(107, pointer,
            "there is no " + schema.value("title", "choice") + " \"" + written(value) + "\"",
            suggestion(written(value), known));
    }

    void visit_number(const Json& schema, const Json& value, const std::string& pointer) {
        const auto low = schema.find("minimum");
        const auto high = schema.find("maximum");
        const bool below = low != schema.end() && value < *low;
        const bool above = high != schema.end() && value > *high;
        if (!below && !above) return;
        const std::string range =
            high == schema.end() ? "at least " + low->dump() : low->dump() + " to " + high->dump();
        add(104, pointer, value.dump() + " is out of range", "write " + range);
    }

    void visit_text(const Json& schema, const Json& value, const std::string& pointer) {
        const auto least = schema.find("minLength");
        const auto most = schema.find("maxLength");
        const auto& text = value.get_ref<const std::string&>();
        if (least != schema.end() && text.empty()) {
            add(103, pointer, "expected text, found an empty one", example(schema));
        }
        if (most == schema.end() || text.size() <= most->get<std::size_t>()) return;
        if (code_point_count(text) > most->get<std::size_t>()) {
            add(103, pointer, "the text is too long", "at most " + most->dump() + " characters");
        }
    }

    void visit_list(const Json& schema, const Json& value, const std::string& pointer) {
        const auto most = schema.find("maxItems");
        const auto least = schema.find("minItems");
        if (most != schema.end() && value.size() > most->get<std::size_t>()) {
            add(112, pointer, std::to_string(value.size()) + " are too many",
                "at most " + most->dump());
            return;
        }
        if (least != schema.end() && value.size() < least->get<std::size_t>()) {
            add(113, pointer,
                value.empty() ? "the list is empty" : std::to_string(value.size()) + " are too few",
                "at least " + least->dump());
        }
        const auto items = schema.find("items");
        if (items == schema.end()) return;
        for (std::size_t k = 0; k < value.size(); ++k) {
            visit(*items, value[k], pointer + "/" + std::to_string(k));
        }
    }

    void visit_object(const Json& schema, const Json& value, const std::string& pointer) {
        for (const Json& key : schema.value("required", Json::array())) {
            if (!value.contains(key.get<std::string>())) missing(schema, key, pointer);
        }
        const auto properties = schema.find("properties");
        const auto others = schema.find("additionalProperties");
        const auto names = schema.find("propertyNames");
        for (const auto& [key, inner] : value.items()) {
            const std::string place = pointer + "/" + pointer_step(key);
            if (names != schema.end()) check_name(names->at("enum").get<Words>(), key, place);
            if (properties != schema.end() && properties->contains(key)) {
                visit((*properties)[key], inner, place);
            } else if (others != schema.end() && others->is_object()) {
                visit(*others, inner, place);
            } else if (others != schema.end()) {
                unknown_key(schema, value, key, place);
            }
        }
        const auto least = schema.find("minProperties");
        const auto most = schema.find("maxProperties");
        if ((least != schema.end() && value.size() < least->get<std::size_t>()) ||
            (most != schema.end() && value.size() > most->get<std::size_t>())) {
            add(101, pointer, "expected one key, found " + std::to_string(value.size()),
                "write one of " + listed(keys_of(schema)));
        }
    }

    void missing(const Json& schema, const Json& key, const std::string& pointer) {
        const auto name = key.get<std::string>();
        std::string such;
        if (schema.contains("properties") && schema["properties"].contains(name)) {
            const Json& examples = schema["properties"][name].value("examples", Json::array());
            if (!examples.empty() && examples[0].is_primitive()) {
                such = ", such as " + name + ": " + written(examples[0]);
            }
        }
        add(202, pointer, "\"" + name + "\" is missing", "add it" + such);
    }

    void check_name(const Words& known, const std::string& key, const std::string& place) {
        if (std::ranges::find(known, key) != known.end()) return;
        add(201, place, "\"" + key + "\" is none of the names known here", suggestion(key, known),
            true);
    }

    static Words keys_of(const Json& schema) {
        Words keys;
        const auto properties = schema.find("properties");
        if (properties == schema.end()) return keys;
        for (const auto& [key, unused] : properties->items()) keys.push_back(key);
        return keys;
    }

    static std::string listed(const Words& words) {
        std::string list;
        for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
        return list;
    }

    void unknown_key(const Json& schema, const Json& object, const std::string& key,
                     const std::string& place) {
        const Words known = keys_of(schema);
        const std::string where = schema.value("title", "set of keys");
        std::string hint;
        if (object[key].is_null() && object.size() > 1) {
            // Within braces a comma ends the text, and what follows reads as a key without a value.
            hint = "a comma ends a text within braces: put the text in quotes";
        } else if (near_word(key, known).empty() && !owner_of(root_, key).empty()) {
            hint = "it is a key of " + article(owner_of(root_, key));
        } else {
            hint = suggestion(key, known);
        }
        add(201, place, article(where) + " has no key \"" + key + "\"", std::move(hint), true);
    }

    /// The title of an object of the schema that has such a key; "" when none has.
    static std::string owner_of(const Json& schema, const std::string& key) {
        if (!schema.is_structured()) return "";
        if (schema.is_object() && schema.contains("title") && schema["title"].is_string() &&
            schema.contains("properties") && schema["properties"].contains(key)) {
            return schema["title"];
        }
        for (const Json& inner : schema) {
            if (std::string title = owner_of(inner, key); !title.empty()) return title;
        }
        return "";
    }

    void visit_parts(const Json& schema, const Json& value, const std::string& pointer) {
        for (const Json& part : schema.value("allOf", Json::array())) visit(part, value, pointer);
        if (const auto condition = schema.find("if"); condition != schema.end()) {
            Walk quiet(root_);
            quiet.visit(*condition, value, pointer);
            const auto branch = schema.find(quiet.faults_.empty() ? "then" : "else");
            if (branch != schema.end()) visit(*branch, value, pointer);
        }
        const auto choices = schema.find("anyOf");
        if (choices == schema.end()) return;
        Words types;
        for (const Json& choice : *choices) {
            const Json& form = resolved(choice);
            if (!form.contains("type")) continue;
            types.push_back(form["type"]);
            if (!is_type(value, types.back())) continue;
            visit(form, value, pointer);
            return;
        }
        if (!types.empty()) wrong_type(schema, types, value, pointer);
    }

    const Json& root_;
    std::vector<SchemaFault> faults_;
};

}  // namespace

std::vector<SchemaFault> schema_faults(const Json& schema, const Json& value) {
    Walk walk(schema);
    walk.visit(schema, value, "");
    return walk.take();
}

extern const char* const kPanelSchemaText;
extern const char* const kCandidateSchemaText;

const Json& panel_schema() {
    static const Json schema = Json::parse(kPanelSchemaText);
    return schema;
}

const Json& candidate_schema() {
    static const Json schema = Json::parse(kCandidateSchemaText);
    return schema;
}

}  // namespace halfstep
