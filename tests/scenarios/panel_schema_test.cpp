// The schema that editors use and the loader that decides must agree on every file we have.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "panel/condition.hpp"
#include "panel/persona_presets.hpp"
#include "scenarios/library.hpp"
#include "scenarios/panel_checks.hpp"
#include "scenarios/schema_check.hpp"
#include "scenarios/yaml_document.hpp"
#include "tests/scenarios/panel_with_everything.hpp"
#include "tests/support/catch.hpp"

using namespace halfstep;
using halfstep::testing::panel_with_everything;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

const fs::path kRoot = HALFSTEP_SOURCE_DIR;

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

const fs::path kPanelSchema = kRoot / "panel/schema/panel.schema.json";
const fs::path kCandidateSchema = kRoot / "scenarios/schema/candidate.schema.json";

json document_of(const fs::path& path) {
    return json::parse(text_of(path));
}

/// What a validator that is not ours says, reading the schema as editors do.
bool standard_accepts(const json& document, const json& value) {
    valijson::Schema schema;
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(document),
                                            schema);
    return valijson::Validator().validate(schema, valijson::adapters::NlohmannJsonAdapter(value),
                                          nullptr);
}

/// Every object of the schema that describes a field, with its place. Conditions on the whole name
/// fields that are described elsewhere.
void each_field(const json& schema, const std::string& place,
                const std::function<void(const json&, const std::string&)>& visit) {
    if (schema.is_object() && schema.contains("properties")) {
        for (const auto& [name, field] : schema["properties"].items()) {
            visit(field, place + "/" + name);
        }
    }
    if (!schema.is_structured()) return;
    for (const auto& [name, inner] : schema.items()) {
        if (name == "if" || name == "then" || name == "else" || name == "examples") continue;
        each_field(inner, place + "/" + name, visit);
    }
}

/// The panels and fragments of the library, of the tests and of the page on writing them.
std::vector<fs::path> panel_files() {
    std::vector<fs::path> files;
    for (const char* folder : {"scenarios/library", "tests/invalid/panel"}) {
        for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
            const std::string name = entry.path().filename().string();
            if (name.ends_with(".panel.yaml") || name.ends_with(".fragment.yaml")) {
                files.push_back(entry.path());
            }
        }
    }
    return files;
}

/// The reader of conditions says what the schema says by a pattern.
bool is_structural(const Problem& problem) {
    const std::string id = problem.id.substr(problem.id.find('.') + 1);
    static const std::set<std::string> kStructural{"101", "103", "104", "105", "106", "107", "108",
                                                   "109", "112", "113", "200", "201", "202", "211"};
    return problem.severity == Severity::Error && kStructural.contains(id);
}

/// Whether this program's checker finds the form of the file sound.
bool checker_accepts(const json& value) {
    const Library library({kRoot / "scenarios/library"});
    const auto problems = value.is_object() && value.value("format", json()) == "halfstep/fragment"
                              ? library.check_fragment(value.dump(), "f.fragment.yaml")
                              : library.check_panel(value.dump(), "f.panel.yaml").problems;
    return std::ranges::none_of(problems, is_structural);
}

void must_agree(const json& schema, const json& value) {
    // By the same reader, for which 45.0 is 45.
    const bool standard = standard_accepts(schema, read_yaml(value.dump(), "f").value);
    INFO("the schema " << (standard ? "accepts" : "refuses") << " " << value.dump());
    CHECK(checker_accepts(value) == standard);
}

}  // namespace

TEST_CASE("every field of the schemas has a description and an example that fits", "[scenarios]") {
    for (const fs::path& path : {kPanelSchema, kCandidateSchema}) {
        const json schema = document_of(path);
        each_field(schema, "", [&](const json& field, const std::string& place) {
            INFO(place);
            CHECK(field.contains("description"));
            REQUIRE(field.contains("examples"));
            for (const json& example : field["examples"]) {
                json alone = field;
                alone["definitions"] = schema["definitions"];
                INFO(example.dump());
                CHECK(standard_accepts(alone, example));
                CHECK(schema_faults(alone, example).empty());
            }
        });
    }
}

TEST_CASE("the schema and the checker agree on every file there is", "[scenarios]") {
    const json schema = document_of(kPanelSchema);
    std::size_t refused = 0;
    for (const fs::path& path : panel_files()) {
        const YamlDocument document = read_yaml(text_of(path), "f");
        if (!document.problems.empty()) continue;
        INFO(path.string());
        const bool accepted = standard_accepts(schema, document.value);
        refused += accepted ? 0 : 1;
        const auto problems = structure_problems(document, "f");
        bool checker = problems.empty();
        if (checker) {
            const Library library({path.parent_path(), kRoot / "scenarios/library"});
            const std::string name = path.filename().string();
            checker = std::ranges::none_of(name.ends_with(".panel.yaml")
                                               ? library.check_panel(text_of(path), name).problems
                                               : library.check_fragment(text_of(path), name),
                                           [](const Problem& p) { return p.id == "panel.211"; });
        }
        CHECK(checker == accepted);
    }
    CHECK(refused >= 8);
}

TEST_CASE("the schema and the checker agree whatever stands in a field", "[scenarios]") {
    const json schema = document_of(kPanelSchema);
    const json whole = panel_with_everything();
    must_agree(schema, whole);
    const json odd[]{nullptr,
                     true,
                     -1,
                     7,
                     45.0,
                     2.5,
                     1e300,
                     "",
                     "x",
                     "no number",
                     json::array(),
                     json::array({7, "x"}),
                     json::object(),
                     {{"id", 7}},
                     {{"all", "x"}},
                     {{"id", "x"}},
                     std::string(101, 'x')};
    const json flat = whole.flatten();
    std::set<std::string> done;
    for (const auto& [pointer, unused] : flat.items()) {
        for (json::json_pointer place(pointer); !place.empty(); place = place.parent_pointer()) {
            if (!done.insert(place.to_string()).second) continue;
            for (const json& value : odd) {
                json mutant = whole;
                mutant[place] = value;
                must_agree(schema, mutant);
            }
            json fewer = whole;
            json& parent = fewer[place.parent_pointer()];
            if (!parent.is_object()) continue;
            parent.erase(place.back());
            must_agree(schema, fewer);
            json more = whole;
            more[place.parent_pointer()]["unheard_of"] = 1;
            must_agree(schema, more);
        }
    }
}

TEST_CASE("the candidates' schema agrees with the checker on every file there is", "[scenarios]") {
    const json schema = document_of(kCandidateSchema);
    const Library library({kRoot / "scenarios/library"});
    std::size_t refused = 0;
    for (const char* folder : {"scenarios/library/candidates", "tests/invalid/candidate"}) {
        for (const auto& entry : fs::directory_iterator(kRoot / folder)) {
            if (entry.path().extension() != ".yaml") continue;
            INFO(entry.path().string());
            const std::string text = text_of(entry.path());
            const bool accepted = standard_accepts(schema, read_yaml(text, "f").value);
            refused += accepted ? 0 : 1;
            const std::string name = entry.path().filename().string();
            CHECK(std::ranges::none_of(library.check_candidate(text, name).problems,
                                       is_structural) == accepted);
        }
    }
    CHECK(refused >= 4);
}

TEST_CASE("the pattern for conditions is what the reader of conditions reads", "[scenarios]") {
    const json schema = document_of(kPanelSchema);
    const json alone{{"$ref", "#/definitions/condition"}, {"definitions", schema["definitions"]}};
    std::vector<std::string> lines{"",
                                   "always",
                                   "mentions",
                                   "mentions ",
                                   "mentions cache hit",
                                   "never mentions cost",
                                   "never has number",
                                   "says \"we\" throughout",
                                   "says we",
                                   "longer than 90 s",
                                   "longer than 90s",
                                   "longer than 2 minutes",
                                   "longer than 120 words without a decision",
                                   "longer than 120 words without decision or so",
                                   "longer than s",
                                   "shorter than 30 words",
                                   "shorter than 30 s",
                                   "No number",
                                   "number"};
    for (const char* form : {"no ", "has ", "has a ", "no clue about "}) {
        for (const json& name : schema["definitions"]["observation"]["enum"]) {
            lines.push_back(form + name.get<std::string>());
        }
    }
    for (const std::string& line : lines) {
        INFO(line);
        CHECK(standard_accepts(alone, line) == bool(parse_condition(line)));
    }
}

TEST_CASE("every name the schema lists is known to the program", "[scenarios]") {
    const json schema = document_of(kPanelSchema);
    for (const json& name : schema["definitions"]["observation"]["enum"]) {
        INFO(name);
        CHECK(observation_named(name.get<std::string>()));
    }
    const auto persona = schema["properties"]["seats"]["items"]["properties"]["persona"];
    for (const std::string& preset : persona_presets()) {
        CHECK(persona["description"].get<std::string>().find(preset) != std::string::npos);
    }
}
